package canon

import (
	"reflect"
	"unsafe"
)

// A planKey names a plan. Inside map keys a type has a plan of its own, which refuses what cannot be found again by its value.
type planKey struct {
	typ   reflect.Type
	inKey bool
}

// A compiler makes the plans that one type needs. They become visible to others only when all of them are complete.
type compiler struct {
	space *Space
	made  map[planKey]*plan
	queue []job
}

// A job is a plan still without steps, and the path by which it was reached.
type job struct {
	plan *plan
	key  planKey
	path string
}

// compile returns the plan for k. The caller holds the space's lock.
func (s *Space) compile(k planKey) (*plan, *fault) {
	c := compiler{space: s, made: map[planKey]*plan{}}
	root := c.want(k, "")
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		e := emitter{compiler: &c, job: next}
		if f := e.emit(next.key.typ, 0, ""); f != nil {
			return nil, f
		}
		next.plan.steps = narrowed(e.steps)
		next.plan.measure()
	}
	for k, p := range c.made {
		s.plans[k] = p
	}
	return root, nil
}

// want returns the plan for k and sees to it that it gets its steps. These come later, from the queue: only so may a type refer
// to itself while the parts that it holds directly are flattened.
func (c *compiler) want(k planKey, path string) *plan {
	if p := c.space.plans[k]; p != nil {
		return p
	}
	if p := c.made[k]; p != nil {
		return p
	}
	p := &plan{typ: k.typ, size: k.typ.Size()}
	c.made[k] = p
	c.queue = append(c.queue, job{plan: p, key: k, path: path})
	return p
}

// typeWord is the first word of an interface that holds a t; its dynamic values are compared by it.
func typeWord(t reflect.Type) unsafe.Pointer {
	return words(reflect.Zero(t).Interface()).typ
}
