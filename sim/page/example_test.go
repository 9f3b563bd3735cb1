package page_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/assay-dev/assay/sim"
)

// A server is out for 5 s, and never answers in time again: each request is tried twice, which is as much as the server can serve, and
// all of it waits behind the queue of the outage.
func Example() {
	results, err := sim.Seeds(context.Background(), system(0), storm(150, 60*time.Second, 2*time.Second), sim.FirstSeeds(3)...)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := sim.PageOf("a retry storm", results, nil)
	if err := p.Spark(os.Stdout, 90); err != nil {
		fmt.Println(err)
	}
	// Output:
	// clients: came                           █▇▇▇█████▇███████▇████████▇██  138 to 166/s
	// clients: answered                       ██████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  0 to 159/s
	// clients: given up                       ▁▁▁▁▁▁▁▁▁▁▁███████▇████████▇█  0 to 166/s
	// clients: tries sent                     ▄▄▄▄▄▄▄▄▄▄███████▇████████▇██  142 to 332/s
	// clients: tries of a request             ▅▅▅▅▅▅▅▅▅▅███████████████████  1 to 2 per request
	// clients: answered within, half of them  ▇█▇▇▇▇▇███                     4.19 to 5.51 ms
	// clients: answered within, 90 of 100     ▆▇▆▆▆▇▆▆▆█                     13.1 to 20.4 ms
	// clients: answered within, 99 of 100     ▆▆▆▆▆▇▆▇▇█                     22.5 to 35.7 ms
	// server: longest queue                   ▁▁▁▁▁▁▁▁▁▁▃▆█████████████████  5 to 1,560 messages
	// what happened                           ·········|··|················
	// | outage of server at 20 s, and 1 more
	// median of 3 seeds, over 60 s
}
