// Package sim does one thing: it runs a System in virtual time, with queues, memory and load, one deterministic behaviour for each
// seed.
//
// The actors are the very ones that check explores and run hosts. What check leaves out is said in a World: how long messages
// travel, how long each participant takes over one, how many wait and what becomes of those that find no room, how much memory
// there is, how fast requests arrive, and what is done when an answer stays away. Failures are those that the System assumes, drawn
// by seed.
//
// Time is counted in nanoseconds from 0, and nothing here reads a clock. Equal seeds give equal behaviours, to the byte, however
// many run side by side.
//
// Does not find: what no seed happened to do. A simulation samples behaviours; only check has them all.
package sim
