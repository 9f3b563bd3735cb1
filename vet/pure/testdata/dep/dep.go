// Package dep is what the snippets import.
package dep

import (
	"os"
	"strings"
)

// Limit is written outside init.
var Limit = 3

// Fixed is not.
var Fixed = []string{"a", "b"}

// SetLimit changes Limit.
func SetLimit(n int) { Limit = n }

// Sort sorts in place.
func Sort(s []string) {
	for i := range s {
		for j := range i {
			if s[i] < s[j] {
				s[i], s[j] = s[j], s[i]
			}
		}
	}
}

// Sorted is a sorted copy.
func Sorted(s []string) []string {
	c := append([]string(nil), s...)
	Sort(c)
	return c
}

// First is a part of its argument.
func First(s []string, n int) []string { return s[:n] }

// Read reads a file.
func Read(name string) string {
	data, _ := os.ReadFile(name)
	return string(data)
}

// Set is a set in a map.
type Set struct{ m map[string]bool }

// New is an empty set.
func New() *Set { return &Set{m: map[string]bool{}} }

// Add adds to it.
func (s *Set) Add(k string) { s.m[k] = true }

// Has reads it.
func (s *Set) Has(k string) bool { return s.m[k] }

// Each calls f for each word.
func Each(text string, f func(word string)) {
	for _, word := range strings.Fields(text) {
		f(word)
	}
}

// Speaker speaks.
type Speaker interface{ Speak() string }

// Loud speaks.
func Loud(s Speaker) string { return strings.ToUpper(s.Speak()) }

// Rule is a marked interface.
//
//assay:pure
type Rule interface {
	Merge(old, new []string) []string
}

// Counter makes a function that counts.
func Counter() func() int {
	n := 0
	return func() int { n++; return n }
}

// Words is an iterator.
func Words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, w := range strings.Fields(text) {
			if !yield(w) {
				return
			}
		}
	}
}

// Shape is sealed.
type Shape interface {
	shape()
	Area() int
	Grow([]int)
}

// Square is a Shape.
type Square struct{ Side int }

func (Square) shape() {}

// Area is its area.
func (s Square) Area() int { return s.Side * s.Side }

// Grow writes what it is given.
func (s Square) Grow(l []int) { l[0] = s.Side }
