// Package filterinplace is bad: the filter reuses the storage of its argument (append to a parameter).
package filterinplace

type Task struct {
	Name string
	Done bool
}

// Open are the tasks that are not done.
//
//assay:pure
func Open(tasks []Task) []Task {
	kept := tasks[:0]
	for _, task := range tasks {
		if !task.Done {
			kept = append(kept, task) // HERE
		}
	}
	return kept
}
