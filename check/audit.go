package check

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// auditing says whether the command asks for an audit of every check.
func auditing() bool { return os.Getenv("ASSAY_AUDIT") == "1" }

// auditOf explores once more with nothing left out, and holds the verdicts of r against what that finds. Where the second exploration
// ends early it decides nothing, which the records say.
func (p *pass) auditOf(ctx context.Context, r *Result) error {
	if p.initial == nil || p.sys.Machine() {
		return nil
	}
	c := p.config
	c.audit, c.counts = false, nil
	started, faulty := time.Now(), p.faulty()
	again, err := search(ctx, p.source, c, need{network: true, spent: true})
	if err != nil {
		return err
	}
	full, err := again.records(ctx, time.Since(started))
	if err != nil {
		return err
	}
	if !faulty && p.faulty() { // chance showed what a handler is only now
		if *r, err = p.records(ctx, time.Since(started)); err != nil {
			return err
		}
	}
	line := fmt.Sprintf("explored again with nothing left out: %d states, %d steps", full.States, full.Steps)
	for i := range r.Records {
		record := &r.Records[i]
		if record.Finding != "" || record.Property == "" {
			continue
		}
		other, _ := full.Record(record.Property)
		switch {
		case other.Verdict == evidence.Unknown || record.Verdict == evidence.Unknown:
			record.Bounds = append(slices.Clip(record.Bounds), evidence.Entry{Name: "audit", Value: line + ": undecided"})
		case other.Verdict != record.Verdict:
			return fmt.Errorf("check: the audit of property %q of %s says %s, and the check says %s, which is an error of Assay\n%s", record.Property,
				p.sys.Name, other.Verdict, record.Verdict, other.Why)
		default:
			record.Bounds = append(slices.Clip(record.Bounds), evidence.Entry{Name: "audit", Value: line + ": the same verdict"})
		}
	}
	return nil
}
