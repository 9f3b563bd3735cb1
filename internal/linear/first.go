package linear

// First judges every beginning of a history: what had happened by each return, from a moment on. Where some have no order, the first of
// them ends with the return of the operation at.
//
// What is linearizable has been so all the time. What is sequentially consistent need not have been: an answer may be what is only
// written later. So where real time does not explain a history, each beginning from there on is searched for itself, which takes as many
// searches as there are returns.
func (t *Table) First(ops []Operation, rule Rule, from int64, b *Bound) (verdict Verdict, at int, err error) {
	e := &explaining{table: t, ops: ops, bound: b}
	if verdict, _, err = t.Order(ops, RealTime, b, false); err != nil || verdict != Disordered {
		return verdict, 0, err
	}
	at = e.shortest()
	if rule == RealTime || e.err != nil {
		return verdict, at, e.err
	}
	if e.found.Shortest {
		from = max(from, ops[at].Return)
	}
	e.rule = rule
	returned := e.byReturn()
	for k, i := range returned {
		if k+1 < len(returned) && ops[returned[k+1]].Return <= from {
			continue
		}
		end := max(from, ops[i].Return)
		if verdict, _ = e.order(Beginning(ops, end), end, false); verdict != Ordered || e.err != nil {
			return verdict, i, e.err
		}
	}
	return Ordered, 0, nil
}
