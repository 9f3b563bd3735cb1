package operator

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// LimitComesBack is what an override must not take away for ever.
const LimitComesBack = "the export limit comes back"

// Override is somebody who means harm and sets the export limit as often as they like, to what they like. Nobody is there to set it back.
func Override(name string, locks people.Interlocks) assay.System {
	control := people.Plane[Grid]{Config: []people.Value{{Key: "export limit", Value: 10}}, Locks: locks}
	harm := []people.Act[Grid]{people.Set[Grid]("export limit", 100, 0), people.Set[Grid]("export limit", 100, time.Hour)}
	return assay.System{
		Name:   "operator/" + name,
		Actors: []assay.Participant{control.Spawn("control"), people.Operator[Grid]{Plane: "control", Powers: harm}.Spawn("mallory")},
		Assume: assay.Assumptions{Malice: assay.Unlimited},
		Properties: []assay.Property{assay.Recovers(LimitComesBack, func(v assay.View) bool {
			return assay.StateOf[people.PlaneState](v, "control").Fleet.Setting("export limit") == 10
		})},
	}
}
