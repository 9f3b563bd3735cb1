// Package histories does one thing: it judges the histories that states of a System have.
//
// Such a history has no moments: of each operation it says how many of every other client's had returned before it, so that behaviours
// which differ in the order of concurrent operations have one, and ask one question. It is laid out on a line again to be judged. The
// search for an order is internal/linear's.
package histories
