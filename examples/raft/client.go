package raft

import "github.com/assay-dev/assay"

// Client has commands for each of Servers, and waits for no answer: what became of them stands in the logs.
type Client struct {
	Servers  []assay.ID
	Commands []string // by server: a command for each letter
}

// Waiting is the state of a Client.
type Waiting struct{}

// Start sends the commands.
func (c Client) Start(self assay.ID) (Waiting, assay.Effects) {
	var effects assay.Effects
	for n := range min(len(c.Servers), len(c.Commands)) {
		for _, letter := range c.Commands[n] {
			effects = append(effects, assay.Send(c.Servers[n], Command{Value: string(letter)}))
		}
	}
	return Waiting{}, effects
}

// Receive is there because every actor has one: nobody sends anything to a client.
func (Client) Receive(self assay.ID, s Waiting, from assay.ID, msg Msg) (Waiting, assay.Effects) {
	return s, nil
}
