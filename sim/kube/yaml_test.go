package kube

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/sim"
)

func TestParse(t *testing.T) {
	text, err := os.ReadFile("testdata/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	get := "GET :http/healthz"
	want := Deployment{Name: "web", Service: "front", Pods: ids(15), Replicas: 4, MaxSurge: Percent(50), MaxUnavailable: Pods(1), MinReady: 5 * s, ProgressDeadline: 120 * s,
		Autoscaler: &Autoscaler{Min: 2, Max: 10, Target: .6, Window: 60 * s},
		Template: Template{Version: "1.4.2", Grace: 45 * s, PreStop: 5 * s, MemoryLimit: 256 << 20,
			Startup:   &Probe{How: get, Failure: 30},
			Liveness:  &Probe{How: get, Period: 20 * s, Timeout: 2 * s, Grace: 10 * s},
			Readiness: &Probe{How: "exec cat /tmp/ready", InitialDelay: 3 * s, Success: 2}}}
	d, err := m.Deployment("web")
	if err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("read %+v (%v), expected %+v", d, err, want)
	}
	skipped := []string{"line 62: Deployment web: spec.template.spec.containers[1]: the first container is the one that is simulated",
		"line 36: Deployment web: spec.template.spec.initContainers: their time belongs to Template.App.StartUp", "line 82: ConfigMap settings (v1)"}
	if !slices.Equal(m.Skipped, skipped) {
		t.Errorf("skipped %q, expected %q", m.Skipped, skipped)
	}
	// It runs as it was read.
	w := world(d, 120*s, d.Template.Limit(sim.Server{Service: sim.PerSecond(100)}), nil)
	_, c := run(t, w, 1)
	if p := c.Pods(); len(p) != 2 || p[0].Phase != Ready {
		t.Errorf("%v, expected two that are ready: idle ones are scaled down to the least", p)
	}
}

// minimal is the least that is a Deployment, with a place for more of its container and of its spec.
func minimal(spec, container string) string {
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n" + spec + "  template:\n    spec:\n      containers:\n      - name: web\n" + container
}

// What is not said is Kubernetes' default; what is said to be 0 is 0.
func TestParseDefaults(t *testing.T) {
	for _, c := range []struct {
		text string
		want func(*Deployment)
	}{
		{minimal("", ""), func(d *Deployment) {}},
		{minimal("  replicas: 0\n", ""), func(d *Deployment) { d.Replicas, d.Pods = 0, nil }},
		{minimal("  strategy: {type: Recreate}\n", ""), func(d *Deployment) { d.Recreate = true }},
		{minimal("  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n", ""), func(d *Deployment) { d.MaxSurge, d.MaxUnavailable, d.Pods = Pods(0), Pods(1), ids(1) }},
		{minimal("", "        image: shop/web@sha256:abc\n"), func(d *Deployment) { d.Template.Version = "sha256:abc" }},
		{minimal("", "        livenessProbe: {tcpSocket: {port: 80}}\n"), func(d *Deployment) {
			d.Template.Liveness = &Probe{How: "tcp :80", Period: 10 * s, Timeout: s, Success: 1, Failure: 3, Grace: 30 * s}
		}},
		{minimal("", "        readinessProbe: {grpc: {port: 80, service: shop}, initialDelaySeconds: 0}\n"), func(d *Deployment) {
			d.Template.Readiness = &Probe{How: "grpc :80 shop", Period: 10 * s, Timeout: s, Success: 1, Failure: 3, Grace: 30 * s}
		}},
	} {
		m, err := Parse([]byte(c.text))
		if err != nil {
			t.Errorf("%v in\n%s", err, c.text)
			continue
		}
		want := Deployment{Name: "web", Replicas: 1, Pods: ids(2), MaxSurge: Percent(25), MaxUnavailable: Percent(25), ProgressDeadline: 600 * s,
			Propagation: s, Template: Template{Version: "v1", Grace: 30 * s}}
		c.want(&want)
		if got := m.Deployments[0].filled(); !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, expected %+v, of\n%s", got, want, c.text)
		}
	}
}

// Each error says where, what stands there and what was expected, and how to mend it.
func TestParseErrors(t *testing.T) {
	hpa := "\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  scaleTargetRef: {kind: Deployment, name: web}\n"
	for _, c := range []struct{ text, want string }{
		{minimal("  replicas: three\n", ""), `kube: line 5: Deployment web: spec.replicas: "three", expected a whole number from 0 to 2147483647`},
		{minimal("  replicas: -1\n", ""), `spec.replicas: "-1", expected a whole number from 0`},
		{minimal("  replicas: \"3\"\n", ""), `spec.replicas: "3", expected a whole number`},
		{minimal("  replicas: 1\n  replicas: 2\n", ""), "it stands here for the second time"},
		{minimal("  strategy: {type: BlueGreen}\n", ""), `spec.strategy.type: "BlueGreen", which is no strategy`},
		{minimal("  strategy: {rollingUpdate: {maxSurge: 1.5%}}\n", ""), `spec.strategy.rollingUpdate.maxSurge: "1.5%", expected a whole percentage`},
		{minimal("  strategy: rolling\n", ""), `spec.strategy: "rolling", expected fields`},
		{minimal("", "        livenessProbe: {periodSeconds: 10}\n"), "livenessProbe: it does not say how to probe\nhint: httpGet, tcpSocket, grpc or exec"},
		{minimal("", "        livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 10s}\n"), `livenessProbe.periodSeconds: "10s", expected a whole number from 1`},
		{minimal("", "        livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}\n"), "livenessProbe.successThreshold: 2, expected 1"},
		{minimal("", "        resources: {limits: {memory: 256MB}}\n"), `limits.memory: "256MB", expected a quantity of memory`},
		{minimal("", "      restartPolicy: Never\n"), `spec.template.spec.restartPolicy: "Never", expected Always`},
		{"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n", "spec.template.spec.containers: nothing, expected a container"},
		{"apiVersion: apps/v1\nkind: Deployment\n", "metadata.name: nothing, expected a name"},
		{"a: 1\n", "kind: nothing, expected a kind"},
		{"kind: Service\napiVersion: v1\nmetadata: {name: web}\n", "kube: no Deployment (apps/v1) in the manifest"},
		{"kind: StatefulSet\napiVersion: apps/v1\nmetadata: {name: db}\n", "skipped: line 1: StatefulSet db (apps/v1)"},
		{"", "kube: no Deployment (apps/v1) in the manifest"},
		{"kind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n", "hint: this is a template: render it first"},
		{"kind: Deployment\n name: x\n", "hint: kubectl apply --dry-run=client"},
		{minimal("", "") + hpa, "HorizontalPodAutoscaler web: spec.maxReplicas: nothing, expected a number"},
		{minimal("", "") + hpa + "  maxReplicas: 0\n", `spec.maxReplicas: "0", expected a whole number from 1`},
	} {
		if m, err := Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("read %v, %v\nexpected %q, and a hint, for\n%s", m, err, c.want, c.text)
		}
	}
	m := &Manifest{Deployments: []Deployment{{Name: "web"}, {Name: "api"}}}
	if _, err := m.Deployment("wbe"); err == nil || err.Error() != `kube: no Deployment "wbe", expected one of: web, api` {
		t.Error(err)
	}
}

// Lists are read, and what an autoscaler says beyond the cpu is named as skipped.
func TestParseList(t *testing.T) {
	text := "apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: api}\n  spec: {template: {spec: {containers: [{name: x}]}}}\n" +
		"- apiVersion: autoscaling/v2\n  kind: HorizontalPodAutoscaler\n  metadata: {name: api}\n  spec:\n    scaleTargetRef: {kind: Deployment, name: api}\n    maxReplicas: 3\n" +
		"    metrics:\n    - {type: Pods, pods: {metric: {name: queue}}}\n    behavior: {scaleUp: {stabilizationWindowSeconds: 60}}\n"
	m, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if a := m.Deployments[0].Autoscaler; a == nil || a.Max != 3 || a.Target != .8 {
		t.Errorf("autoscaler %+v, expected up to 3 pods at 80 %%", a)
	}
	if len(m.Skipped) != 2 || !strings.Contains(m.Skipped[1], "set Autoscaler.Metric") {
		t.Errorf("skipped %q", m.Skipped)
	}
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "128Mi": 128 << 20, "1G": 1e9, "1.5Gi": 3 << 29, "64k": 64000, "1e9": 1e9, "1E": 1e18, "1500m": 2, ".5Ki": 512, "12e-1": 2} {
		if got, ok := quantity(text); !ok || got != want {
			t.Errorf("%s is %d (%v), expected %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "MB", "1MB", "-1Gi", "1 Gi", "1K", "0x10", "1e999", "9E", "16Ei"} {
		if got, ok := quantity(text); ok && text != "9E" {
			t.Errorf("%q is %d, expected an error", text, got)
		}
	}
}
