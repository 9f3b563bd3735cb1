// Package upgrade replaces the versions of a replicated log while it runs. Three nodes keep the orders of a client on their disks; a rollout
// installs the new version on one node after another and may roll back. For each of the published classes of incompatibility
// (testdata/classes.md) there is a new version that has it, which is found, and one in which the same change is done right, which holds.
//
// System is the change of format that is safe: first a version that reads both formats and writes the old one, then, behind a barrier, one that
// writes the new one.
package upgrade
