package retrystorm

import "github.com/assay-dev/assay"

// Server answers every request. How long that takes is said in the World.
type Server struct{}

// Served is how many requests a Server has answered.
type Served int

// Start has answered none.
func (Server) Start(self assay.ID) (Served, assay.Effects) { return 0, nil }

// Receive is a request.
func (Server) Receive(self assay.ID, n Served, from assay.ID, msg Msg) (Served, assay.Effects) {
	request, ok := msg.(Request)
	if !ok {
		return n, nil
	}
	return n + 1, assay.Effects{assay.Send(from, Answer(request))}
}
