package bad

import "strings"

// ownerOf returns who owns a house, or "" if nobody does.
func ownerOf(owners map[int]string, house int) string { // HERE
	if owner, ok := owners[house]; ok {
		return owner
	}
	return "" // OR HERE
}

func letterTo(owners map[int]string, house int) string {
	owner := ownerOf(owners, house)
	if owner == "" {
		return "to whom it may concern"
	}
	return "dear " + owner
}

// Key names a setting.
type Key string

// keyOf reads the key of a line. It is empty if the line has none.
func keyOf(line string) Key { // HERE
	key, _, ok := strings.Cut(line, "=")
	if !ok {
		return "" // OR HERE
	}
	return Key(key)
}

func keys(lines []string) (all []Key) {
	for _, line := range lines {
		if key := keyOf(line); key != "" {
			all = append(all, key)
		}
	}
	return all
}

const nobody = ""

type ballot map[string]int

// winner returns who has more than half of the votes, or nobody.
func (b ballot) winner() string { // HERE
	total := 0
	for _, n := range b {
		total += n
	}
	for name, n := range b {
		if 2*n > total {
			return name
		}
	}
	return nobody // OR HERE
}

func (b ballot) decided() bool { return b.winner() != nobody }
