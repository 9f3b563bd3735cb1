// Package fleet is a fleet of devices that take commands through a gateway, over a network that loses messages: at most once, at least
// once, and at least once with an idempotency key.
//
// An operator asks the gateway, the gateway tells the device, the device has its actuator do it, and the acknowledgement comes back the
// same way. A gateway that tells a device once may tell it nothing; one that tells it again until it answers may tell it twice, since
// what was lost can have been the answer. So a command that must not be executed twice carries a key, and the device goes by it: it
// writes the key down, and waits until the disk has it, before anything moves.
//
// A device that crashes forgets. What happened in the world is therefore the state of its actuator, which does not crash, and what a
// person believes is the state of the operator.
//
// What is checked of System, over every order of deliveries, with any message between gateway and devices lost, one delivered twice,
// two retries, a crash of the gateway, and one of each device, also between two effects of one step and with what was not synced lost:
//   - "a command is executed at most once";
//   - "what is acknowledged was executed": not the other way round, since the acknowledgement may be lost;
//   - "every command is acknowledged": the system does something at all.
//
// AtMostOnce promises the same on a network without duplicates, and loses commands. AtLeastOnce promises the second alone.
//
// Nothing is said about progress. At least once has a gap that no retry closes: a device that dies after it wrote the key and before it
// moved anything has a command in doubt, which it never executes and never acknowledges. To close it the key has to go where the
// effect takes place, to the actuator.
//
// broken.go has five ways to get it wrong, and TestWhatItTakes what each of them needs from the world.
package fleet
