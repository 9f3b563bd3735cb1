// Package printpointer is bad: a struct is printed that has a pointer in it, which prints as an address (map order row: like the percent-p verb).
package printpointer

import "fmt"

type Limits struct{ Low, High int }

type Config struct {
	Name   string
	Limits *Limits
}

// Key is equal for equal configurations.
//
//assay:pure
func Key(c Config) string {
	return fmt.Sprintf("%s/%v", c.Name, c) // HERE
}
