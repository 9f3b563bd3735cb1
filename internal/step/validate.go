package step

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/assay-dev/assay"
)

// cellsMax is how many limited budgets a System may have.
const cellsMax = 32000

// actorsMax is how many participants a System may have.
const actorsMax = 4096

// validate refuses a System that could not be run as it says.
func validate(sys assay.System) error {
	switch {
	case sys.Name == "":
		return errors.New("step: a system has no name\nhint: set System.Name; it is how evidence and traces call it")
	case strings.ContainsFunc(sys.Name, unicode.IsControl):
		return fmt.Errorf("step: system name %q, expected one line of text\nhint: a word, or a path such as lock/forgetful", sys.Name)
	case len(sys.Actors) == 0:
		return fmt.Errorf("step: system %q has no actors, expected at least one\nhint: System.Actors is made with assay.Spawn and assay.SpawnN", sys.Name)
	case len(sys.Actors) > actorsMax:
		return fmt.Errorf("step: system %q has %d actors, expected at most %d\nhint: a small instance shows most errors; begin with two or three", sys.Name, len(sys.Actors), actorsMax)
	case len(sys.Symmetric) > 0:
		return notBuilt("Symmetric", "leave it out: the whole state space is explored")
	}
	if err := validateActors(sys); err != nil {
		return err
	}
	return validateAssumptions(sys.Assume)
}

func validateActors(sys assay.System) error {
	seen := map[assay.ID]bool{}
	for i, p := range sys.Actors {
		if p.Behaviour.Machine != nil {
			if len(sys.Actors) > 1 {
				return fmt.Errorf("step: system %q has a Machine beside %d other participants, expected it alone\nhint: assay.Model makes a system of a Machine", sys.Name, len(sys.Actors)-1)
			}
			continue
		}
		switch {
		case p.ID == "":
			return fmt.Errorf("step: participant %d of system %q has no name, expected an ID\nhint: the first argument of assay.Spawn", i, sys.Name)
		case strings.ContainsFunc(string(p.ID), notInName):
			return fmt.Errorf("step: participant %q of system %q, expected a name of one word\nhint: traces name participants between blanks", p.ID, sys.Name)
		case seen[p.ID]:
			return fmt.Errorf("step: system %q has two participants called %q, expected different names\nhint: assay.SpawnN numbers them", sys.Name, p.ID)
		case p.Behaviour.Err != nil:
			return p.Behaviour.Err
		case p.Behaviour.Receive == nil && p.Behaviour.Contract == nil:
			return fmt.Errorf("step: participant %q of system %q has no behaviour\nhint: make it with assay.Spawn", p.ID, sys.Name)
		case p.Behaviour.Clock != nil && sys.Assume.Clocks == (assay.Clocks{}):
			return fmt.Errorf("step: %q has a Clock method, and system %q assumes no clocks\nhint: set Assume.Clocks: assay.Clocks{TickMS: 100, HorizonMS: 1000}", p.ID, sys.Name)
		}
		seen[p.ID] = true
	}
	return nil
}

func validateAssumptions(a assay.Assumptions) error {
	budgets := map[string]assay.Budget{"Losses": a.Losses, "Duplicates": a.Duplicates, "Crashes": a.Crashes,
		"Recoveries": a.Recoveries, "Cuts": a.Cuts, "Firings": a.Firings, "Mistakes": a.Mistakes, "Malice": a.Malice}
	for _, name := range []string{"Losses", "Duplicates", "Crashes", "Recoveries", "Cuts", "Firings", "Mistakes", "Malice"} {
		if err := checkBudget("Assume."+name, budgets[name]); err != nil {
			return err
		}
	}
	switch {
	case a.Order > assay.FIFO:
		return fmt.Errorf("step: Assume.Order is %v, expected Unordered or FIFO\nhint: leave it out for Unordered", a.Order)
	case a.Ignored > assay.Waits:
		return fmt.Errorf("step: Assume.Ignored is %v, expected Consumed or Waits\nhint: leave it out for Consumed", a.Ignored)
	case a.Buffer < 0:
		return fmt.Errorf("step: Assume.Buffer is %d, expected how many messages a link collects\nhint: leave it out for none", a.Buffer)
	}
	if err := checkClocks(a.Clocks); err != nil {
		return err
	}
	return checkDisk("Assume.Disk", a.Disk)
}

func checkClocks(c assay.Clocks) error {
	switch {
	case c == assay.Clocks{}:
		return nil
	case c.TickMS < 1:
		return fmt.Errorf("step: Assume.Clocks.TickMS is %d, expected at least 1\nhint: a tick is how far time goes at once, such as 100", c.TickMS)
	case c.HorizonMS < c.TickMS:
		return fmt.Errorf("step: Assume.Clocks.HorizonMS is %d, expected at least one tick of %d ms\nhint: time ends at the horizon", c.HorizonMS, c.TickMS)
	case c.DriftMS < 0 || c.DriftMS > c.TickMS:
		return fmt.Errorf("step: Assume.Clocks.DriftMS is %d, expected 0 to %d, a tick\nhint: a clock never goes back", c.DriftMS, c.TickMS)
	}
	return nil
}

func checkOwn(id assay.ID, own assay.Own, a assay.Assumptions) error {
	lies := own.Lies != assay.Default && own.Lies != assay.None
	switch w := own.Works; {
	case lies && len(own.Says) == 0:
		return fmt.Errorf("step: Assume.Per[%q].Lies without Says, expected what it says\nhint: list the messages; assay.AllOf lists those of a small type", id)
	case w != assay.Schedule{} && (w.EveryMS < 1 || w.ForMS < 1 || w.ForMS > w.EveryMS):
		return fmt.Errorf("step: Assume.Per[%q].Works is %d of every %d ms, expected 1 <= ForMS <= EveryMS\nhint: leave it out for always", id, w.ForMS, w.EveryMS)
	case w != assay.Schedule{} && a.Clocks == assay.Clocks{}:
		return fmt.Errorf("step: Assume.Per[%q].Works, and the system assumes no clocks\nhint: set Assume.Clocks: assay.Clocks{TickMS: 100, HorizonMS: 1000}", id)
	}
	for _, said := range own.Says {
		if err, ok := said.(error); ok && strings.HasPrefix(err.Error(), "assay: AllOf ") {
			return fmt.Errorf("step: Assume.Per[%q].Says: %w", id, err)
		}
	}
	for _, b := range []assay.Budget{own.Crashes, own.Recoveries, own.Firings, own.Lies, own.Mistakes, own.Malice} {
		if err := checkBudget(fmt.Sprintf("Assume.Per[%q]", id), b); err != nil {
			return err
		}
	}
	return checkDisk(fmt.Sprintf("Assume.Per[%q].Disk", id), own.Disk)
}

func checkLink(l assay.Link) error {
	where := fmt.Sprintf("the link %s -> %s", l.From, l.To)
	if l.Buffer < 0 {
		return fmt.Errorf("step: %s has a Buffer of %d, expected how many messages it collects\nhint: 1 is none, 0 is what the system says", where, l.Buffer)
	}
	if l.Order > assay.FIFO {
		return fmt.Errorf("step: %s has order %v, expected Unordered or FIFO\nhint: leave it out for the order of the whole system", where, l.Order)
	}
	if err := checkBudget(where, l.Losses); err != nil {
		return err
	}
	return checkBudget(where, l.Duplicates)
}

func checkBudget(where string, b assay.Budget) error {
	if !b.Valid() {
		return fmt.Errorf("step: %s is no budget, expected None, AtMost(n) with n >= 0, or Unlimited\nhint: leave it out for the default", where)
	}
	return nil
}

func checkDisk(where string, d assay.Durability) error {
	switch d {
	case assay.DurabilityDefault, assay.Kept, assay.Torn, assay.Unsynced, assay.Wiped:
		return nil
	}
	return fmt.Errorf("step: %s is %v, expected Kept, Torn, Unsynced or Wiped\nhint: leave it out for Kept", where, d)
}

func notBuilt(what, hint string) error {
	return fmt.Errorf("step: %s is not built yet\nhint: %s", what, hint)
}

func notInName(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
