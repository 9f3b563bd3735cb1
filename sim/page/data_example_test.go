package page_test

import (
	"fmt"
	"os"
	"time"

	"github.com/assay-dev/assay/sim/page"
)

// What is drawn need not come from a simulation: any numbers over time will do.
func ExampleOf() {
	p := page.Of(page.Data{Title: "a queue", Length: 4 * time.Second, Width: time.Second, Owners: []string{"server"},
		Runs: []page.Run{{Seed: 1, Ended: 4 * time.Second, Marks: []page.Mark{{At: time.Second, What: "a burst"}},
			Series: []page.Series{{Owner: "server", Name: "server: longest queue", Kind: page.Queue, Unit: "messages", Line: "queue", Values: []float64{0, 8, 4, 0}}}}},
		Rulers: []page.Ruler{{Owner: "server", Kind: page.Queue, At: 10, Words: "room for 10"}},
		Rows:   []page.Row{{Name: "served", Show: page.Count, Of: func(run int, from, to time.Duration) float64 { return 8 }}},
		Totals: []page.Total{{Sentence: "%s came too late", Values: []float64{2}}}})
	if err := p.Spark(os.Stdout, 60); err != nil {
		fmt.Println(err)
	}
	// Output:
	// server: longest queue  ▁▁▁▁▁█████▅▅▅▅▅▁▁▁▁▁  0 to 8 messages
	// what happened          ·····|··············
	// | a burst at 1 s
	// median of 1 seed, over 4 s
}
