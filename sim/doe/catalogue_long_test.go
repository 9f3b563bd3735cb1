//go:build long

package doe

import "testing"

// TestWholeCatalogue holds every fraction of the catalogue against all others of its size.
func TestWholeCatalogue(t *testing.T) {
	for s := range searches() {
		held(t, s)
	}
}
