package twophase

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// Model is the machine for rms resource managers, at most 8, called "twophase/3rms" and so on. It panics beyond.
func Model(rms int) assay.System {
	return model(fmt.Sprintf("twophase/%drms", rms), rms, Machine{RMs: rms})
}

func model(name string, rms int, machine assay.Machine[State]) assay.System {
	machine.Init() // so that a number that is out of range is reported here
	return assay.Model(name, machine, properties(func(v assay.View) []RM {
		state := assay.StateOf[State](v, "")
		return state.RM[:rms]
	})...)
}

// Actors is a transaction manager tm and resource managers rm0, rm1, ..., called "twophase/actors/3rms" and so on.
func Actors(rms int) assay.System {
	resources := assay.SpawnN("rm", rms, ResourceManager{TM: "tm"})
	return actors(fmt.Sprintf("twophase/actors/%drms", rms), resources)
}

func actors(name string, resources []assay.Participant) assay.System {
	var ids []assay.ID
	for _, rm := range resources {
		ids = append(ids, rm.ID)
	}
	return assay.System{
		Name:   name,
		Actors: append([]assay.Participant{assay.Spawn("tm", TransactionManager{RMs: ids})}, resources...),
		Properties: properties(func(v assay.View) []RM {
			var all []RM
			for _, id := range ids {
				all = append(all, assay.StateOf[RM](v, id))
			}
			return all
		}),
	}
}

// properties are about the resource managers that read finds.
func properties(read func(assay.View) []RM) []assay.Property {
	return []assay.Property{
		assay.Always("consistent", func(v assay.View) error { return consistent(read(v)) }),
		assay.Sometimes("all commit", func(v assay.View) bool { return all(read(v), Committed) }),
		assay.Sometimes("all abort", func(v assay.View) bool { return all(read(v), Aborted) }),
	}
}

func consistent(rms []RM) error {
	committed, aborted := -1, -1
	for i, rm := range rms {
		switch rm {
		case Committed:
			committed = i
		case Aborted:
			aborted = i
		}
	}
	if committed >= 0 && aborted >= 0 {
		return fmt.Errorf("resource manager %d committed, and %d aborted", committed, aborted)
	}
	return nil
}

func all(rms []RM, want RM) bool {
	for _, rm := range rms {
		if rm != want {
			return false
		}
	}
	return true
}
