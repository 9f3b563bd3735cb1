// Package retrystorm is a service, and clients that ask again when an answer stays away: how that brings a service down, keeps it down
// when the cause is long gone, and what helps.
//
// # One server, many clients
//
// System is a server that answers. Its clients are a load (see package sim), since what they do together is what matters, and not what
// one of them believes. Two worlds show two ways to fall:
//
//   - Storm: 300 requests a second can be served, each is asked again once, and there is an outage of 10 seconds. The queue that it
//     leaves holds work that nobody waits for any more, while all of it is asked for again. From 150 requests a second on, half of what
//     can be served, the service never comes back.
//   - TwoStates: 10 a second can be served, the queue is bounded, and each request is tried 5 times. There are two stable states, a good
//     one and one in which nobody is answered, and one spike leads from the first to the second.
//
// LastIn, DropExpired, Budget and OneRetry are what can be done about it. The first three do help; a smaller number of retries does not.
//
// # Budgets, as actors
//
// Clients is the same with clients that are actors, so that check can explore them: "retries stay within the budget" holds in every
// behaviour, whatever is lost and however timers fire. NoBudget is broken.
//
// # Retries multiply
//
// Layers is a chain of services, each of which tries the next one several times. With three that try 4 times each, one request to a
// slow service at the end is 64 calls of it. It helps to let only one of them retry.
//
// # The slowest of many
//
// FanOut asks many backends, and answers when all have. Of 100 backends that are slow once in 100 times, one is slow in .634 of
// the requests. It helps to ask again early: Hedged.
//
// What is not here: what clients do after they were given up, and how operators notice.
package retrystorm
