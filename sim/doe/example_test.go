package doe_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/assay-dev/assay/sim/doe"
)

// latency is what a service with retries answers: with many retries and a short timeout it drowns in its own requests. A real response
// runs a simulation with the values of the point and the seed.
func latency(_ context.Context, p doe.Point, seed uint64) (float64, error) {
	ms := 200 - 12*p.Value("workers") + float64(seed%4)*6
	if p.Level("retries") == "no limit" && p.Value("timeout") < 200 {
		ms += 90
	}
	chance := float64((seed*7919+uint64(p.Run)*104729)%11) / 2
	return ms + chance, nil
}

func Example() {
	design, err := doe.Full([]doe.Factor{
		{Name: "workers", Low: 4, High: 8},
		{Name: "timeout", Low: 100, High: 400, Unit: "ms"},
		{Name: "retries", Levels: []string{"at most 2", "no limit"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	experiment, err := doe.Run(context.Background(), design, []uint64{1, 2, 3, 4, 5}, latency)
	if err != nil {
		log.Fatal(err)
	}
	analysis, err := experiment.Analyze(doe.Question{Response: "p99 latency", Unit: "ms", Goal: doe.Minimize})
	if err != nil {
		log.Fatal(err)
	}
	_ = analysis.Text(os.Stdout)
	// Output:
	// p99 latency (ms): 2^3 full factorial, 8 runs × 5 seeds
	//
	//   A  workers  4 → 8
	//   B  timeout  100 ms → 400 ms
	//   C  retries  at most 2 → no limit
	//
	// What was found
	//   workers: from 4 to 8 the mean p99 latency falls by 48.45 ms (± 0.865).
	//   timeout: from 100 ms to 400 ms the mean p99 latency falls by 45.9 ms (± 0.865).
	//   retries: from “at most 2” to “no limit” the mean p99 latency rises by 45.4 ms (± 0.865).
	//   timeout and retries act together: from 100 ms to 400 ms of timeout the mean changes by −2 where
	//     retries is “at most 2”, and by −89.8 where it is “no limit”.
	//
	// Effects: the mean at the high level minus that at the low one, the largest first
	//   effect  of                 estimate         p
	//   A       workers              −48.45  < 0.0001  active   ████████████████
	//   B       timeout               −45.9  < 0.0001  active   ███████████████
	//   C       retries               +45.4  < 0.0001  active   ███████████████
	//   BC      timeout × retries     −43.9  < 0.0001  active   ██████████████
	//   AB      workers × timeout     −0.55    0.7963  inert
	//   AC      workers × retries     +0.55    0.7963  inert
	//   ABC                           −0.55    0.7963  inert
	//   Error from 5 seeds, what each does to all runs taken out: 28 degrees of freedom.
	//   Margin 0.8649: possible beyond it. Margin of all effects together 1.222: active beyond it (95%).
	//   p: how often chance alone makes any of these effects as large.
	//
	// Analysis of variance
	//   source                            sum of squares  df  mean square      F         p
	//   seeds (blocks)                            1504.3   4       376.07
	//   A  workers                                 23474   1        23474  13168  < 0.0001
	//   B  timeout                                 21068   1        21068  11819  < 0.0001
	//   C  retries                                 20612   1        20612  11563  < 0.0001
	//   AB  workers × timeout                      3.025   1        3.025  1.697    0.2033
	//   AC  workers × retries                      3.025   1        3.025  1.697    0.2033
	//   BC  timeout × retries                      19272   1        19272  10811  < 0.0001
	//   ABC  workers × timeout × retries           3.025   1        3.025  1.697    0.2033
	//   error (runs × seeds)                      49.912  28       1.7826
	//   total                                      85989  39
	//
	// Recommendation
	//   To minimize p99 latency, set workers = 8, timeout = 400 ms and retries = at most 2.
	//   Predicted: 113.7 ms, with 95% confidence between 105.2 and 122.1.
	//   Runs with these levels had 113.4 ms in the mean.
	//   Supported: the confidence that no other combination of these levels is better is at least 98.9%.
	//
	// What this experiment cannot tell
	//   - Curvature: with two levels everything looks straight between them. Centre points would show it,
	//     where levels are numbers.
	//   - What happens outside these levels, and with what was not varied.
}

// The alias structure says, before anything is run, what will not be told apart.
func ExampleFractional() {
	factors := []doe.Factor{
		{Name: "workers", Low: 2, High: 8},
		{Name: "queue", Low: 100, High: 1000},
		{Name: "losses", Levels: []string{"none", "1%"}},
		{Name: "crashes", Levels: []string{"none", "one"}},
	}
	design, err := doe.Fractional(factors, "D=ABC")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(design.Title())
	fmt.Println(design.Point(5))
	for _, alias := range design.Aliases {
		fmt.Println(alias)
	}
	// Output:
	// 2^(4-1) fractional factorial, resolution IV, 8 runs
	// workers=8, queue=100, losses=1%, crashes=none
	// A + BCD
	// B + ACD
	// C + ABD
	// D + ABC
	// AB + CD
	// AC + BD
	// AD + BC
}
