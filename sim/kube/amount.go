package kube

import "fmt"

// Amount is a number of pods, or a percentage of the replicas. The zero Amount says nothing.
type Amount struct {
	n       int
	percent bool
	set     bool
}

// Pods is so many.
func Pods(n int) Amount { return Amount{n: n, set: true} }

// Percent is so many of a hundred.
func Percent(n int) Amount { return Amount{n: n, percent: true, set: true} }

// Up is how many of the replicas that is, rounded up: what maxSurge is.
func (a Amount) Up(replicas int) int {
	if !a.percent {
		return a.n
	}
	return (a.n*replicas + 99) / 100
}

// Down is how many of the replicas that is, rounded down: what maxUnavailable is.
func (a Amount) Down(replicas int) int {
	if !a.percent {
		return a.n
	}
	return a.n * replicas / 100
}

// String is "25%" or "1".
func (a Amount) String() string {
	if a.percent {
		return fmt.Sprintf("%d%%", a.n)
	}
	return fmt.Sprint(a.n)
}

func (a Amount) or(b Amount) Amount {
	if a.set {
		return a
	}
	return b
}

// room is how many pods a rollout may have above and below the replicas. With neither it could not move, and one may be missing.
func (d *Deployment) room(replicas int) (above, below int) {
	above, below = d.MaxSurge.Up(replicas), d.MaxUnavailable.Down(replicas)
	if above == 0 && below == 0 {
		below = 1
	}
	return above, below
}
