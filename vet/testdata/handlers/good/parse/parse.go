// Package parse is good: a text is cut and parsed, and its errors are values.
package parse

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

var errForm = errors.New("want key=number")

// Parse reads key=number.
//
//assay:pure
func Parse(text string) (string, int, error) {
	key, number, found := strings.Cut(strings.TrimSpace(text), "=")
	if !found || key == "" {
		return "", 0, errForm
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return "", 0, fmt.Errorf("key %q: %w", key, errForm)
	}
	return key, n, nil
}
