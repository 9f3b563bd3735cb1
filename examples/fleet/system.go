package fleet

import (
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

// System delivers commands at least once and executes them at most once, by their keys: an operator, a gateway that retries, and
// devices device0, device1, ... with an actuator each, every one of which is to execute so many commands. It is called "fleet" with 2
// devices and 1 command, and by its numbers otherwise.
func System(devices, commands int) assay.System {
	name := "fleet"
	if devices != 2 || commands != 1 {
		name = fmt.Sprintf("fleet/%ddevices,%dcommands", devices, commands)
	}
	return onlyOnce(system(name, devices, commands, true, keyed))
}

// AtMostOnce sends a command once and executes it when it comes: it may be lost, and it is not executed twice on a network that
// delivers nothing twice.
func AtMostOnce() assay.System {
	sys := onlyOnce(system("fleet/at-most-once", 2, 1, false, plain))
	sys.Assume.Duplicates = assay.None
	return sys
}

// AtLeastOnce sends a command until it is acknowledged, and executes it whenever it comes: perhaps twice, which does no harm where a
// command says what is to be ("valve closed") and not what is to be done ("another 5 ml"). Nothing is said here about how often.
func AtLeastOnce() assay.System { return system("fleet/at-least-once", 2, 1, true, plain) }

const (
	operatorID assay.ID = "operator"
	gatewayID  assay.ID = "gateway"
)

func plain(id, actuator assay.ID) assay.Participant {
	return assay.Spawn(id, Device{Gateway: gatewayID, Actuator: actuator})
}

func keyed(id, actuator assay.ID) assay.Participant {
	return assay.Spawn(id, Keyed{Gateway: gatewayID, Actuator: actuator})
}

// system is a fleet of what device makes. The network between gateway and devices loses anything and may deliver one message twice; the
// operator's line and the wires from devices to actuators do neither.
func system(name string, devices, commands int, retries bool, device func(id, actuator assay.ID) assay.Participant) assay.System {
	var fleet []assay.Participant
	var requests []Request
	good := bothWays(operatorID, gatewayID)
	per := map[assay.ID]assay.Own{gatewayID: {Crashes: assay.AtMost(1), Disk: assay.Kept}}
	for n := range devices {
		id, actuator := assay.ID(fmt.Sprint("device", n)), assay.ID(fmt.Sprint("actuator", n))
		for range commands {
			requests = append(requests, Request{Device: id, Key: len(requests)})
		}
		fleet = append(fleet, device(id, actuator), assay.Spawn(actuator, Actuator{}))
		good = append(good, bothWays(id, actuator)...)
		per[id] = assay.Own{Crashes: assay.AtMost(1), Disk: assay.Unsynced}
	}
	office := []assay.Participant{
		assay.Spawn(operatorID, Operator{Gateway: gatewayID, Requests: requests}),
		assay.Spawn(gatewayID, Gateway{Operator: operatorID, Retries: retries}),
	}
	return assay.System{
		Name:   name,
		Actors: append(office, fleet...),
		Assume: assay.Assumptions{Losses: assay.Unlimited, Duplicates: assay.AtMost(1), Firings: assay.AtMost(2), Links: good, Per: per},
		Properties: []assay.Property{
			assay.Always("what is acknowledged was executed", acknowledgedWasExecuted),
			assay.Sometimes("every command is acknowledged", func(v assay.View) bool {
				return len(assay.StateOf[[]int](v, operatorID)) == len(requests)
			}),
		},
	}
}

func bothWays(a, b assay.ID) []assay.Link {
	return []assay.Link{
		{From: a, To: b, Losses: assay.None, Duplicates: assay.None},
		{From: b, To: a, Losses: assay.None, Duplicates: assay.None},
	}
}

func onlyOnce(sys assay.System) assay.System {
	sys.Properties = append(sys.Properties, assay.Always("a command is executed at most once", executedAtMostOnce))
	return sys
}

func executedAtMostOnce(v assay.View) error {
	for id, times := range assay.Each[map[int]int](v) {
		for _, key := range slices.Sorted(maps.Keys(times)) {
			if times[key] > 1 {
				return fmt.Errorf("%s executed command %d %d times", id, key, times[key])
			}
		}
	}
	return nil
}

func acknowledgedWasExecuted(v assay.View) error {
	for _, key := range assay.StateOf[[]int](v, operatorID) {
		if !executed(v, key) {
			return fmt.Errorf("the operator was told that command %d is done, and no actuator has executed it", key)
		}
	}
	return nil
}

func executed(v assay.View, key int) bool {
	for _, times := range assay.Each[map[int]int](v) {
		if times[key] > 0 {
			return true
		}
	}
	return false
}
