package walk

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

const (
	// answerTimeMaxS is how long a question that is no job may take: longer, and a handler or property does not return.
	answerTimeMaxS = 60
	// jobsMax is how many jobs are remembered.
	jobsMax = 64
)

// Serve answers what is asked, until the command is gone or says that it is the end.
func Serve(ctx context.Context, channel *side.Channel, room Room) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(ctx, room)
	for n := 0; ; n++ {
		question, ok := channel.NextAsked(ctx, n)
		if !ok {
			return
		}
		var ask Ask
		if err := json.Unmarshal(question, &ask); err != nil {
			channel.Answer(n, mustJSON(Answer{Error: err.Error()}))
			continue
		}
		if ask.What == End {
			channel.Answer(n, mustJSON(Answer{}))
			return
		}
		go func() { channel.Answer(n, mustJSON(s.inTime(ask))) }()
	}
}

func mustJSON(a Answer) []byte {
	text, err := json.Marshal(a)
	if err != nil {
		panic(fmt.Sprintf("walk: an answer does not marshal: %v", err)) // texts and numbers always do
	}
	return text
}

// server keeps the grounds that were walked on, and the jobs.
type server struct {
	ctx   context.Context
	room  Room
	turns chan struct{} // one question at a time may use the walkers

	walkers map[string]*walker // by digest; under turns

	mu      sync.Mutex
	jobs    []*Job
	cancels []context.CancelFunc
}

func newServer(ctx context.Context, room Room) *server {
	return &server{ctx: ctx, room: room, turns: make(chan struct{}, 1), walkers: map[string]*walker{}}
}

// inTime answers a question, and does not wait for ever for a handler that never returns.
func (s *server) inTime(ask Ask) Answer {
	done := make(chan Answer, 1)
	go func() { done <- s.answer(ask) }()
	select {
	case a := <-done:
		return a
	case <-time.After(answerTimeMaxS * time.Second):
		return Answer{Error: fmt.Sprintf("no answer after %d s: a handler or property of %s does not return", answerTimeMaxS, s.room.System)}
	}
}

func (s *server) answer(ask Ask) Answer {
	switch ask.What {
	case See:
		return s.see(ask)
	case Search:
		return s.search(ask)
	case Hunt:
		return s.hunt()
	case Look:
		return s.look(ask.Job)
	case Cancel:
		s.cancel(ask.Job)
		return s.look(ask.Job)
	}
	return Answer{Error: fmt.Sprintf("walk: question %q, expected %q, %q, %q, %q, %q or %q", ask.What, See, Search, Hunt, Look, Cancel, End)}
}

// turn does something while no other question uses the walkers.
func (s *server) turn(do func()) {
	s.turns <- struct{}{}
	defer func() { <-s.turns }()
	do()
}

// wanted is the behaviour that a question names.
func wanted(ask Ask) (trace.Trace, error) {
	if ask.Trace != "" {
		return trace.Parse(ask.Trace)
	}
	name, err := trace.ParseName(ask.Behaviour)
	if err != nil {
		return trace.Trace{}, err
	}
	if !name.Replayable() {
		return trace.Trace{}, fmt.Errorf("walk: %s has steps whose number is not known", ask.Behaviour)
	}
	return telling.Asked(name.String())
}

// at is the place to which a behaviour leads; err says how far it could be followed where that is not to its end.
func (s *server) at(want trace.Trace) (*walker, *node, error) {
	w, known := s.walkers[want.Digest]
	if !known || want.Digest == "" {
		g, err := s.room.Open(s.ctx, want)
		if err != nil {
			return nil, nil, err
		}
		if w, known = s.walkers[g.Digest]; !known {
			w = newWalker(g)
			s.walkers[g.Digest] = w
		}
	}
	at, err := w.follow(want)
	return w, at, err
}

func (s *server) see(ask Ask) (a Answer) {
	want, err := wanted(ask)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	s.turn(func() {
		w, at, err := s.at(want)
		if err != nil {
			a.Error = err.Error()
		}
		if at == nil {
			return
		}
		a.Behaviour, a.Length, a.Enabled, a.Properties = w.behaviour(at, ask.From), at.depth, w.enabled(at), w.Properties
	})
	return a
}

// search begins one.
func (s *server) search(ask Ask) (a Answer) {
	want, err := wanted(ask)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	s.turn(func() {
		w, at, err := s.at(want)
		if err == nil && at.failed != nil {
			err = fmt.Errorf("walk: nothing follows from here: %s", at.failed.Why)
		}
		var c *condition
		if err == nil {
			c, err = parseCondition(ask.Condition, w.Ground)
		}
		if err != nil {
			a.Error = err.Error()
			return
		}
		looking := newSearch(w, at, c)
		a.Job = s.begin(func(ctx context.Context, told func(uint64, int)) ([]Found, string, error) {
			return s.run(ctx, looking, at, told)
		})
	})
	return a
}

// run takes turns with other questions.
func (s *server) run(ctx context.Context, looking *search, from *node, told func(uint64, int)) (found []Found, says string, err error) {
	for more := true; more && err == nil; {
		s.turn(func() { more, err = looking.turn(ctx) })
		told(uint64(len(looking.queue)), looking.depth())
	}
	if err == nil && looking.hit >= 0 {
		s.turn(func() {
			var at *node
			if at, err = looking.found(from); err == nil {
				found = append(found, Found{Name: looking.w.name(at), Steps: at.depth})
			}
		})
	}
	return found, looking.says(ctx), err
}

func (s *server) hunt() Answer { return Answer{Job: s.begin(s.room.Hunt)} }

// begin starts a job.
func (s *server) begin(work func(ctx context.Context, told func(states uint64, depth int)) ([]Found, string, error)) *Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.jobs) >= jobsMax {
		s.cancels[0]()
		s.jobs, s.cancels = s.jobs[1:], s.cancels[1:]
	}
	id := 1
	if len(s.jobs) > 0 {
		id = s.jobs[len(s.jobs)-1].ID + 1
	}
	ctx, cancel := context.WithCancel(s.ctx)
	job := &Job{ID: id}
	s.jobs, s.cancels = append(s.jobs, job), append(s.cancels, cancel)
	go func() {
		found, says, err := work(ctx, func(states uint64, depth int) {
			s.mu.Lock()
			job.States, job.Depth = states, depth
			s.mu.Unlock()
		})
		if err != nil {
			says = err.Error()
		}
		s.mu.Lock()
		job.Found, job.Says, job.Done = found, says, true
		s.mu.Unlock()
	}()
	copied := *job
	return &copied
}

func (s *server) look(id int) Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, job := range s.jobs {
		if job.ID == id {
			copied := *job
			return Answer{Job: &copied}
		}
	}
	return Answer{Error: fmt.Sprintf("walk: no job has number %d", id)}
}

func (s *server) cancel(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, job := range s.jobs {
		if job.ID == id {
			s.cancels[i]()
		}
	}
}
