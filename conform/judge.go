package conform

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/linear"
)

// The bounds of one judgement.
const (
	timeDefault    = time.Minute
	searchBytesMax = 512 << 20 // of the search on one object
	workersMax     = 4         // objects that are searched at once

	// A violation is explained by many searches, most of them about as large as the one that found it: each may take a little more, and
	// all together some times that.
	explainBytesMin = 2 << 20
	explainTimes    = 2
	explainAllTimes = 12
)

// object is what of a history is about one key.
type object struct {
	key     string
	places  []int // of its operations in the history
	ops     []linear.Operation
	table   *linear.Table
	verdict linear.Verdict
	spent   int64              // bytes, by the search for it
	why     linear.Explanation // where it is violated and shown
}

// objects splits a history by key. What is linearizable key by key is linearizable as a whole (Herlihy and Wing).
func objects(h *History, spec assay.SpecBehaviour) ([]*object, error) {
	byKey := map[string]*object{}
	var all []*object
	clients := map[string]int{}
	for i, o := range h.Operations {
		part := byKey[o.Key]
		if part == nil {
			table, err := linear.NewTable(spec)
			if err != nil {
				return nil, &Problem{Name: h.Name, Text: plain(err)}
			}
			part = &object{key: o.Key, table: table}
			byKey[o.Key], all = part, append(all, part)
		}
		if _, ok := clients[o.Process]; !ok {
			clients[o.Process] = len(clients)
		}
		if err := part.add(i, o, clients[o.Process]); err != nil {
			return nil, h.wrong(i, "cannot be compared: "+plain(err))
		}
	}
	return all, nil
}

// plain is an error without the room that it came from, which tells a person nothing.
func plain(err error) string { return strings.TrimPrefix(err.Error(), "linear: ") }

func (p *object) add(place int, o Operation, client int) error {
	op, err := p.table.Number(o.Op)
	l := linear.Operation{Client: client, Op: op, Result: linear.Any, Call: int64(o.Invoked), Return: linear.Never}
	if result, ok := o.Result.Get(); ok && err == nil {
		l.Result, err = p.table.Number(result)
		l.Return = int64(o.Returned)
	}
	p.places, p.ops = append(p.places, place), append(p.ops, l)
	return err
}

// search judges objects, several at a time, the small ones first, until one has no order or the time is up: one that has none decides
// about the history. What is answered does not depend on which were at work together: it is the first in order, or nil.
func search(all []*object, until time.Time) (*object, error) {
	slices.SortStableFunc(all, func(a, b *object) int { return cmp.Compare(len(a.ops), len(b.ops)) })
	var at, least atomic.Int64 // the next to be judged, and the first that ended the search
	least.Store(int64(len(all)))
	failures := make([]error, len(all))
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), workersMax, len(all)) {
		workers.Go(func() {
			for i := at.Add(1) - 1; i < least.Load(); i = at.Add(1) - 1 {
				failures[i] = all[i].judge(until)
				for old := least.Load(); i < old && (failures[i] != nil || all[i].verdict == linear.Disordered); old = least.Load() {
					least.CompareAndSwap(old, i)
				}
			}
		})
	}
	workers.Wait()
	i := int(least.Load())
	if i == len(all) || failures[i] != nil {
		return nil, cmp.Or(failures...)
	}
	return all[i], all[i].explain(until)
}

func (p *object) judge(until time.Time) (err error) {
	bound := &linear.Bound{Until: until, Bytes: searchBytesMax, Total: searchBytesMax}
	p.verdict, _, err = p.table.Order(p.ops, linear.RealTime, bound, false)
	p.spent = searchBytesMax - bound.Total
	return err
}

func (p *object) explain(until time.Time) (err error) {
	each := explainTimes*p.spent + explainBytesMin
	bound := &linear.Bound{Until: until, Bytes: min(each, searchBytesMax), Total: min(each*explainAllTimes, explainTimes*searchBytesMax)}
	p.why, err = p.table.Explain(p.ops, bound)
	return err
}
