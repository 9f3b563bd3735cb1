// Package outbox is an order service that keeps two things in step which no transaction spans: a row in its database, and a message
// to the consumer that ships the order.
//
// Writing the one and then sending the other is the dual write: whatever comes first, a crash in between leaves it alone, and the two
// disagree for ever. The transactional outbox is the cure. The message is written where the row is, in the same transaction; a relay
// sends what stands there, again after a crash and again after a while, until the consumer has answered. The consumer therefore hears
// of an order more than once, and goes by its number: what it has shipped it does not ship again.
//
// One Persist is the transaction here, Sync is its commit, and nothing is said to anybody before that. What happened in the world is
// the state of Shipping, which does not crash.
//
// What is checked, over every order of deliveries, with any message lost, one delivered twice, the relay fired twice, and two crashes
// of the service, each also between two effects of one step and with what was not synced lost:
//   - "nothing is shipped without a row";
//   - "what is accepted is recorded": a customer was told no more than the truth;
//   - "no order is stranded": a row has come to its parcel, or the message is on its way, or the service is going to send one;
//   - "nothing is shipped twice";
//   - "all is shipped and crossed off": the system does something at all.
//
// Nothing is said about progress: that what is in the outbox is shipped at last needs a network that delivers at last. A customer whose
// order was lost does not ask again.
//
// Where the consumer is not ours, Carrier says what it answers to what, and nothing else is known of it. WithCarrier checks the order
// service against every consumer that keeps it, also one that is busy and has to be told again; HeldToCarrier holds our own Shipping to
// the same text. What one record assumes, the other shows.
//
// broken.go has six ways to get it wrong, and TestWhatItTakes what each of them needs from the world.
package outbox
