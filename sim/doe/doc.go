// Package doe runs experiments over a system's parameters and assumptions: it varies several factors at once by a design, and says which
// of them matter, which act together, and what to choose.
//
//	design, err := doe.MinimumAberration(factors, 8)                       // seven factors in eight runs
//	experiment, err := doe.Run(ctx, design, []uint64{1, 2, 3, 4, 5}, p99)  // each with five seeds
//	analysis, err := experiment.Analyze(doe.Question{Response: "p99", Unit: "ms", Goal: doe.Minimize})
//	err = analysis.Text(os.Stdout)                                         // or HTML, JSON, CSV
//
// A factor has two levels, numbers or names. A response is any function of a point and a seed, such as one that runs a simulation:
// the same point and seed answer the same. Which design to take:
//
//	Full               1 to 12 factors, all combinations: every effect by itself
//	MinimumAberration  3 to 12 factors in 4 to 2,048 runs: a fraction, in which effects have aliases
//	Fractional         the same, by your own generators; Foldover separates what a fraction confounds
//	PlackettBurman     up to 23 factors in 8 to 24 runs: screening, which of them matter at all
//	CentralComposite   2 to 8 numbers: a second-order surface, where the best lies between the levels
//	LatinHypercube     up to 25 numbers: a look at the whole region
//
// Every run is made with every seed. Seeds are blocks: with common random numbers a seed brings the same arrivals and failures to all runs,
// what it does to all alike is taken out, and what is left is the error by which effects are judged. With one seed, or where seeds make no
// difference, the error comes from the effects themselves (Lenth 1989). Runs are not put in random order: no response here depends on the
// one before it. An effect is active only beyond the simultaneous margin, by which all effects of an experiment together are chance in
// one of twenty; beyond the margin of a single effect it is possible.
//
// A recommendation is Supported if the confidence that no other combination of levels is better reaches the level that was asked (0.95),
// and if no active effect can be read in two ways. Everything else is Unknown, with the reason: one seed among others. What an experiment
// cannot tell stands in Analysis.Limits and in every report.
//
// The bytes of a design, an experiment and a report are the same for any number of workers. Linear algebra and distributions are gonum's.
//
// Sources: Box, Hunter and Hunter, Statistics for Experimenters; Montgomery, Design and Analysis of Experiments; the NIST/SEMATECH
// e-Handbook of Statistical Methods, chapter 5; Plackett and Burman 1946; Lenth 1989. Tests hold designs and analyses to their tables.
//
// Does not find: what lies between two levels (centre points show that there is something, a surface what), effects that are no change of
// the mean (the response may be a spread or a quantile), responses whose error differs much from run to run (judged by a common error), and
// rare events that no seed brought about. It tests no property: a bad mean is no counterexample, and a good one is no proof.
package doe
