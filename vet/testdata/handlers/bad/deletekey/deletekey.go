// Package deletekey is bad: the session is deleted from the map of the old state when its timer fires (delete from a parameter).
package deletekey

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Login struct{ User string }

func (Login) isMsg() {}

type Sessions struct{}

type State struct{ Users map[string]assay.ID }

func (Sessions) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Sessions) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	login, ok := msg.(Login)
	if !ok {
		return s, nil
	}
	users := map[string]assay.ID{login.User: from}
	for user, id := range s.Users {
		if user != login.User {
			users[user] = id
		}
	}
	return State{users}, assay.Effects{assay.SetTimer(login.User, time.Minute)}
}

func (Sessions) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	if _, ok := s.Users[timer]; ok {
		delete(s.Users, timer) // HERE
	}
	return s, nil
}
