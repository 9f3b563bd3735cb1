package kube

import (
	"cmp"
	"fmt"
	"strings"
)

// deployment reads a Deployment.
func deployment(f field, name string) Deployment {
	spec := f.at("spec")
	if name == "" {
		f.at("metadata", "name").fail("its pods are called after it", "nothing, expected a name")
	}
	d := Deployment{Name: name, Replicas: spec.at("replicas").count(0), MinReady: spec.at("minReadySeconds").seconds(0),
		ProgressDeadline: spec.at("progressDeadlineSeconds").seconds(1)}
	if d.MinReady == None {
		d.MinReady = 0
	}
	strategy := spec.at("strategy")
	switch kind := strategy.at("type"); kind.word() {
	case "", "RollingUpdate":
		d.MaxSurge, d.MaxUnavailable = strategy.at("rollingUpdate", "maxSurge").amount(), strategy.at("rollingUpdate", "maxUnavailable").amount()
	case "Recreate":
		d.Recreate = true
	default:
		kind.fail("RollingUpdate or Recreate", "%s, which is no strategy", kind.text())
	}
	spec.at("paused").skip("a rollout is not paused")
	d.Template = template(spec.at("template"))
	return d
}

// template reads the template of a pod. Its first container is the participant.
func template(f field) Template {
	spec := f.at("spec")
	containers := spec.at("containers").list()
	if len(containers) == 0 {
		spec.at("containers").fail("the first container is the one that is simulated", "nothing, expected a container")
		return Template{}
	}
	c := containers[0]
	for _, more := range containers[1:] {
		more.skip("the first container is the one that is simulated")
	}
	spec.at("initContainers").skip("their time belongs to Template.App.StartUp")
	spec.at("readinessGates").skip("Probe.Check can stand for them")
	t := Template{Version: version(c.at("image").word()), Grace: spec.at("terminationGracePeriodSeconds").seconds(0)}
	t.MemoryLimit = c.at("resources", "limits", "memory").bytes()
	t.Startup, t.Liveness, t.Readiness = probe(c.at("startupProbe"), 1), probe(c.at("livenessProbe"), 1), probe(c.at("readinessProbe"), 0)
	stop := c.at("lifecycle", "preStop")
	if t.PreStop = stop.at("sleep", "seconds").seconds(0); t.PreStop == None {
		t.PreStop = 0
	}
	if !stop.at("sleep").is() {
		stop.skip("its time belongs to Template.PreStop")
	}
	c.at("lifecycle", "postStart").skip("its time belongs to Template.App.StartUp")
	if policy := spec.at("restartPolicy"); policy.is() && policy.word() != "Always" {
		policy.fail("pods of a Deployment are always restarted", "%s, expected Always", policy.text())
	}
	return t
}

// version is the tag of an image, or its digest: what tells two versions apart.
func version(image string) string {
	if _, digest, ok := strings.Cut(image, "@"); ok {
		return digest
	}
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		return image[i+1:]
	}
	return cmp.Or(image, "v1")
}

// probe reads a probe; nil where there is none. Only readiness may ask for more successes than one.
func probe(f field, successMax int) *Probe {
	if !f.is() {
		return nil
	}
	p := &Probe{InitialDelay: max(f.at("initialDelaySeconds").seconds(0), 0), Period: f.at("periodSeconds").seconds(1),
		Timeout: f.at("timeoutSeconds").seconds(1), Success: f.at("successThreshold").whole(1, 0), Failure: f.at("failureThreshold").whole(1, 0),
		Grace: f.at("terminationGracePeriodSeconds").seconds(1)}
	if successMax > 0 && p.Success > successMax {
		f.at("successThreshold").fail("only a readiness probe may ask for more", "%d, expected 1", p.Success)
	}
	http, tcp, grpc, exec := f.at("httpGet"), f.at("tcpSocket"), f.at("grpc"), f.at("exec")
	switch {
	case http.is():
		p.How = fmt.Sprintf("GET :%s%s", http.at("port").word(), cmp.Or(http.at("path").word(), "/"))
	case tcp.is():
		p.How = "tcp :" + tcp.at("port").word()
	case grpc.is():
		p.How = strings.TrimSpace("grpc :" + grpc.at("port").word() + " " + grpc.at("service").word())
	case exec.is():
		var words []string
		for _, w := range exec.at("command").list() {
			words = append(words, w.word())
		}
		p.How = "exec " + strings.Join(words, " ")
	default:
		f.fail("httpGet, tcpSocket, grpc or exec", "it does not say how to probe")
	}
	return p
}
