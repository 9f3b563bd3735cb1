package histories

import (
	"fmt"
	"sync"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/step"
)

// Judge says whether histories fit the specification of one property. It is safe for concurrent use.
type Judge struct {
	sys   *step.System
	rule  linear.Rule
	table *linear.Table

	mu      sync.RWMutex
	numbers map[step.Value]int // of operations and results in the table
}

// NewJudge is the judge of a property of histories. It fails where the specification's state has no canonical bytes.
func NewJudge(sys *step.System, p assay.Property) (*Judge, error) {
	table, err := linear.NewTable(*p.History)
	return &Judge{sys: sys, rule: linear.RuleOf(p.Kind), table: table, numbers: map[step.Value]int{}}, err
}

// Order looks for an order of a history. It fails where the specification does.
func (j *Judge) Order(h step.History, b *linear.Bound) (linear.Verdict, error) {
	ops, err := j.timed(h)
	if err != nil {
		return linear.OutOfTime, err
	}
	verdict, _, err := j.table.Order(ops, j.rule, b, false)
	return verdict, err
}

// Complaint is what a history without an order is not, and the history.
func (j *Judge) Complaint(h step.History) error {
	return fmt.Errorf("not %v: %s", j.rule, Describe(j.sys, h))
}

// timed gives the operations moments that impose exactly the order which the history records.
func (j *Judge) timed(h step.History) (ops []linear.Operation, err error) {
	moments := moments(h)
	for c, client := range h {
		for k, op := range client.Ops {
			o := linear.Operation{Client: client.Actor, Result: linear.Any, Call: moments[c][k].call, Return: moments[c][k].ret}
			if o.Op, err = j.number(op.Call); err != nil {
				return nil, err
			}
			if op.Status == step.Done {
				if o.Result, err = j.number(op.Result); err != nil {
					return nil, err
				}
			}
			ops = append(ops, o)
		}
	}
	return ops, nil
}

func (j *Judge) number(v step.Value) (int, error) {
	j.mu.RLock()
	n, known := j.numbers[v]
	j.mu.RUnlock()
	if known {
		return n, nil
	}
	n, err := j.table.Number(j.sys.Fresh(v))
	if err != nil {
		return 0, err
	}
	j.mu.Lock()
	j.numbers[v] = n
	j.mu.Unlock()
	return n, nil
}
