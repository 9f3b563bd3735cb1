package refine_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/assay-dev/assay/refine"
)

func ExampleReading() {
	r := refine.Reading[float64]{Value: 20.5, Age: 2 * time.Second, Quality: refine.Good}
	fmt.Println(r.Fresh(time.Minute), r.Fresh(time.Second))
	// Output: 20.5 none
}

func TestFresh(t *testing.T) {
	for _, c := range []struct {
		age     time.Duration
		quality refine.Quality
		want    bool
	}{
		{0, refine.Good, true}, {time.Second, refine.Good, true}, {time.Second + 1, refine.Good, false}, {-1, refine.Good, false},
		{0, refine.Uncertain, false}, {0, refine.Bad, false}, {0, refine.Quality{}, false},
	} {
		r := refine.Reading[int]{Value: 7, Age: c.age, Quality: c.quality}
		if got := r.Fresh(time.Second).IsSome(); got != c.want {
			t.Errorf("%v of age %v is fresh: %v, expected %v", c.quality, c.age, got, c.want)
		}
	}
}
