// Package flow does one thing: it says when to try again, when to wait, when to refuse and when to pass on, as pure state machines.
//
//	breaker := flow.Breaker{Failures: 5, Open: 10 * time.Second, Probes: 1}
//	state := breaker.Start()
//	state, answer := breaker.Step(state, flow.Ask(), now)
//	if answer.Pass {
//		outcome := call()
//		state, _ = breaker.Step(state, flow.Ended(answer.Ticket, outcome), later)
//	}
//
// Each policy is a struct of settings with a Valid that says what is wrong with them, a state that is a plain value, a closed set
// of events, and a Step that maps state, event and time to the next state and an answer. Start gives the first state. A simulator
// and a production process call the same Step: the first hands in virtual time and drawn chance, the second reads its clock and
// its random source at the edge, and keeps the state behind a lock.
//
// Time is a time.Duration since an origin that the caller chooses and keeps. Where it runs backwards a policy takes it as standing
// still, or as much as that costs nobody anything: nothing is admitted for it. Chance is a number u in [0, 1).
//
// A client: Retry with Backoff tries one request again, Budget bounds the retries of all requests together, Hedge sends a second
// copy of a slow one (after what Latency has seen), Deadline says what time is left for the next hop, Breaker stops calling what
// does not answer. A server: Rate and Concurrency bound what is let in (the latter may adapt, by AIMD or Gradient), Shed drops what
// waited too long. Between them: Batch collects by size or time, Stream sends only what was asked for.
//
// Does not do: any waiting, calling or counting of its own. A caller that does not report how a call ended leaves a policy
// believing that it is still under way. Step takes invalid settings without a panic, and its answers then mean nothing: call Valid
// once, where the settings are made.
package flow
