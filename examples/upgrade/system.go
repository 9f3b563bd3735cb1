package upgrade

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// fixed is the part of the wire that is the same in all versions, and for clients.
var fixed = people.JSON{Kinds: map[string]any{"put": Put{}, "done": Done{}}}

var nodes = []assay.ID{"n1", "n2", "n3"}

// release is one version of the log, by a node's place in the chain.
type release func(place int) people.Version

// releaseOf is a version that writes entries in these forms.
func releaseOf[E Entry[E]](name string, onWire, onDisk form[E]) release {
	return releaseWith(name, wire[E]{form: onWire}, onDisk, false)
}

func releaseWith[E Entry[E]](name string, w wire[E], onDisk form[E], batches bool) release {
	return func(place int) people.Version {
		r := Replica[E]{Next: "client", Last: place == len(nodes)-1, Batches: batches}
		if !r.Last {
			r.Next = nodes[place+1]
		}
		return people.Code(name, r, w, disk[E]{onDisk})
	}
}

// system has a client, three nodes that begin as the first release, and a rollout.
func system(name string, r people.Rollout, releases ...release) assay.System {
	sys := assay.System{
		Name:   name,
		Actors: []assay.Participant{people.Unversioned(assay.Spawn("client", Caller{First: nodes[0], Orders: []Order{Usual}}), fixed)},
		Assume: assay.Assumptions{Crashes: assay.AtMost(1), Per: map[assay.ID]assay.Own{"client": {Crashes: assay.None}}},
		Properties: []assay.Property{people.Readable(), assay.Always("each node takes an order for what was asked", people.Naming(asAsked)), assay.Always("nodes of one version agree", people.Naming(agree)),
			assay.Sometimes("the client is answered, and the rollout is at its end", ended(r))},
	}
	for i, id := range nodes {
		var versions []people.Version
		for _, one := range releases {
			versions = append(versions, one(i))
		}
		sys.Actors = append(sys.Actors, people.Versions(id, r.From, versions...))
	}
	sys.Actors = append(sys.Actors, r.Spawn("rollout"))
	return sys
}

// ended says that all nodes run what the last stages installed, and that the client has its answer.
func ended(r people.Rollout) func(assay.View) bool {
	last := r.Stages[len(r.Stages)-1].Version
	return func(v assay.View) bool {
		for _, id := range nodes {
			if people.VersionOf(v, id) != last {
				return false
			}
		}
		return answered(v)
	}
}

func answered(v assay.View) bool {
	done, ok := people.StateOf[int](v, "client")
	return ok && done == 1
}

// logged are the orders of a node that is up and could read its disk.
func logged(n people.Node) ([]Order, bool) {
	l, ok := n.State.(interface{ Orders() []Order })
	if !ok {
		return nil, false
	}
	return l.Orders(), true
}

// asAsked says that each node takes what it has written down for what the client asked.
func asAsked(v assay.View) error {
	for id, n := range assay.Each[people.Node](v) {
		orders, _ := logged(n)
		for i, o := range orders {
			if o.Expires = 0; o != Usual {
				return fmt.Errorf("%s (%s) takes order %d for (%v), and the client asked for (%v)", id, n.Version, i+1, o, Usual)
			}
		}
	}
	return nil
}

// agree says that nodes of one version take what they have written down for the same.
func agree(v assay.View) error {
	type one struct {
		id     assay.ID
		orders []Order
	}
	first := map[string]one{}
	for id, n := range assay.Each[people.Node](v) {
		orders, ok := logged(n)
		if !ok || len(orders) == 0 {
			continue
		}
		before, known := first[n.Version]
		if !known {
			first[n.Version] = one{id, orders}
			continue
		}
		both := min(len(orders), len(before.orders))
		if !slices.Equal(orders[:both], before.orders[:both]) {
			return fmt.Errorf("%s and %s, both %s, take the log for %v and %v", before.id, id, n.Version, before.orders, orders)
		}
	}
	return nil
}

// oneByOne installs a version on one node after another.
func oneByOne(version string) (stages []people.Stage) {
	for _, id := range nodes {
		stages = append(stages, people.Stage{Version: version, Nodes: []assay.ID{id}})
	}
	return stages
}

// Plan is how a new format is rolled out: v2 on all nodes, which reads both formats and writes the old one; and behind a barrier v3, which
// writes the new one.
func Plan() people.Rollout {
	stages := append(oneByOne("v2"), people.Barrier())
	return people.Rollout{From: "v1", Stages: append(stages, oneByOne("v3")...)}
}

// System rolls out a new format with a barrier where it belongs.
func System() assay.System {
	sys := formats("upgrade", Plan())
	sys.Properties = append(sys.Properties, assay.Recovers("the client is answered", answered))
	return sys
}

// Open is System without its barrier, and asks of each stage whether the rollout may go back from there.
func Open() assay.System {
	sys := formats("upgrade/open", Plan().Open())
	sys.Properties = Plan().Open().Rollbacks("rollout", func(v assay.View) error {
		if err := people.Readable().Check(v); err != nil {
			return err
		}
		return asAsked(v)
	})
	return sys
}

func formats(name string, r people.Rollout) assay.System {
	both := func(now bool) headed[sum2] { return headed[sum2]{named[sum2]{}, bare{}, now} }
	return system(name, r,
		releaseOf("v1", plain[sum]{}, named[sum]{}),
		releaseOf("v2", plain[sum2]{}, both(false)),
		releaseOf("v3", plain[sum2]{}, both(true)))
}

// bare is the new form of sum2.
type bare struct{}

func (bare) write(e sum2) (string, error) { return fmt.Sprint(e.Cents), nil }

func (bare) read(text string) (sum2, error) {
	return sum2{atoi(text)}, nil
}

func slug(name string) string { return strings.ReplaceAll(name, " ", "-") }
