// Package generic is a way around a defined type of text. A generic over ~string, or over ~struct.
package generic

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

func shout[T ~string](v T) T { return v + "!" }

func forge[T ~struct {
	_ [0]*ids.Lower3
	v string
}](v T) T {
	return v
}

var id ids.ID

var (
	shouted = shout(id) // want "does not satisfy ~string"
	forged  = forge(id) // want "does not satisfy ~struct"
)
