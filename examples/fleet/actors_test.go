package fleet

import (
	"reflect"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

var (
	first  = Request{Device: "d", Key: 1}
	second = Request{Device: "e", Key: 2}
	again  = assay.SetTimer(retry, time.Second)
)

func TestOperator(t *testing.T) {
	o := Operator{Gateway: gatewayID, Requests: []Request{first, second}}
	acked, effects := o.Start(operatorID)
	expect(t, "start", acked, []int(nil), effects, assay.Effects{assay.Send(gatewayID, first), assay.Send(gatewayID, second)})
	acked, effects = o.Receive(operatorID, []int{2}, gatewayID, Done{1})
	expect(t, "done", acked, []int{1, 2}, effects, nil)
	acked, effects = o.Receive(operatorID, acked, gatewayID, Done{1})
	expect(t, "done twice", acked, []int{1, 2}, effects, nil)
}

func TestGateway(t *testing.T) {
	once, until := Gateway{Operator: operatorID}, Gateway{Operator: operatorID, Retries: true}
	tell := assay.Send("d", Command{1})
	for _, c := range []struct {
		name    string
		gateway Gateway
		before  []Request
		msg     Msg
		after   []Request
		effects assay.Effects
	}{
		{"once", once, nil, first, []Request{first}, assay.Effects{tell}},
		{"until it is acknowledged", until, []Request{second}, first, []Request{second, first}, assay.Effects{tell, again}},
		{"acknowledged", until, []Request{first, second}, Ack{1}, []Request{second}, assay.Effects{assay.Send(operatorID, Done{1})}},
		{"the last is acknowledged", until, []Request{first}, Ack{1}, []Request{}, assay.Effects{assay.Send(operatorID, Done{1}), assay.StopTimer(retry)}},
		{"acknowledged, without retries", once, []Request{first}, Ack{1}, []Request{}, assay.Effects{assay.Send(operatorID, Done{1})}},
		{"acknowledged twice", until, []Request{second}, Ack{1}, []Request{second}, nil},
	} {
		after, effects := c.gateway.Receive(gatewayID, c.before, "x", c.msg)
		expect(t, c.name, after, c.after, effects, c.effects)
	}
	both := []Request{first, second}
	after, effects := until.Timeout(gatewayID, both, retry)
	expect(t, "retry", after, both, effects, assay.Effects{tell, assay.Send("e", Command{2}), again})
}

func TestActuator(t *testing.T) {
	before := map[int]int{1: 1}
	after, effects := Actuator{}.Receive("a", before, "d", Do{1})
	expect(t, "do", after, map[int]int{1: 2}, effects, assay.Effects{assay.Send("d", Did{1})})
	if before[1] != 1 {
		t.Errorf("the handler changed its argument: %v", before)
	}
}

func TestDevice(t *testing.T) {
	do, ack := assay.Send("a", Do{1}), assay.Send(gatewayID, Ack{1})
	d := Device{Gateway: gatewayID, Actuator: "a"}
	s, effects := d.Receive("d", Idle{}, gatewayID, Command{1})
	expect(t, "a command", s, Idle{}, effects, assay.Effects{do})
	s, effects = d.Receive("d", s, "a", Did{1})
	expect(t, "executed", s, Idle{}, effects, assay.Effects{ack})
	s, effects = claims{d}.Receive("d", s, gatewayID, Command{1})
	expect(t, "a command that is claimed", s, Idle{}, effects, assay.Effects{ack, do})
}

func TestKeyed(t *testing.T) {
	d := Keyed{Gateway: gatewayID, Actuator: "a"}
	do, ack := assay.Send("a", Do{1}), assay.Send(gatewayID, Ack{1})
	begun, done := Keys{Begun: []int{1}}, Keys{Begun: []int{}, Done: []int{1}}
	write := assay.Persist(keysKey, begun)
	for _, c := range []struct {
		name    string
		device  assay.Actor[Keys, Msg]
		before  Keys
		msg     Msg
		after   Keys
		effects assay.Effects
	}{
		{"a command", d, Keys{}, Command{1}, begun, assay.Effects{write, assay.Sync(), do}},
		{"the same while it is executed", d, begun, Command{1}, begun, nil},
		{"executed", d, begun, Did{1}, done, assay.Effects{assay.Persist(keysKey, done), assay.Sync(), ack}},
		{"the same after it was executed", d, done, Command{1}, done, assay.Effects{ack}},
		{"forgetful", forgetful{d}, Keys{}, Command{1}, begun, assay.Effects{do}},
		{"acts first", actsFirst{d}, Keys{}, Command{1}, begun, assay.Effects{do, write, assay.Sync()}},
		{"unsynced", unsynced{d}, Keys{}, Command{1}, begun, assay.Effects{write, do}},
	} {
		after, effects := c.device.Receive("d", c.before, "x", c.msg)
		expect(t, c.name, after, c.after, effects, c.effects)
	}
	if !reflect.DeepEqual(begun, Keys{Begun: []int{1}}) {
		t.Errorf("a handler changed its argument: %+v", begun)
	}
	after, effects := d.Recover("d", assay.DiskOf(map[string]any{keysKey: begun}))
	expect(t, "recover", after, begun, effects, nil)
	after, effects = d.Recover("d", assay.Disk{})
	expect(t, "recover from an empty disk", after, Keys{}, effects, nil)
}

func expect(t *testing.T, name string, after, wantAfter any, effects, want assay.Effects) {
	t.Helper()
	if !reflect.DeepEqual(after, wantAfter) {
		t.Errorf("%s: %+v, expected %+v", name, after, wantAfter)
	}
	if len(effects)+len(want) > 0 && !reflect.DeepEqual(effects, want) {
		t.Errorf("%s: effects %v, expected %v", name, effects, want)
	}
}
