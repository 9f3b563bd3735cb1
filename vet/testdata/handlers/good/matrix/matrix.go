// Package matrix is good: a matrix is made here row by row, and written within its own bounds.
package matrix

// Differences has a row for each of the first 32 bytes of a: from how many of the first bytes of b it differs.
//
//assay:pure
func Differences(a, b string) [][]int {
	table := make([][]int, 0, len(a))
	for i := range min(len(a), 32) {
		row := make([]int, min(len(b), 32))
		for j := range row {
			if a[i] != b[j] {
				row[j] = 1
			}
			if j > 0 {
				row[j] += row[j-1]
			}
		}
		table = append(table, row)
	}
	return table
}
