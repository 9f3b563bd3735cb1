package kube

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/assay-dev/assay"
	"go.yaml.in/yaml/v3"
)

// Manifest is what a file of YAML says of deployments.
type Manifest struct {
	Deployments []Deployment
	Skipped     []string // what was not read, and may matter: other kinds, and fields without a counterpart here
}

// Deployment is the one of that name.
func (m *Manifest) Deployment(name string) (Deployment, error) {
	var names []string
	for _, d := range m.Deployments {
		if d.Name == name {
			return d, nil
		}
		names = append(names, d.Name)
	}
	return Deployment{}, fmt.Errorf("kube: no Deployment %q, expected one of: %s", name, strings.Join(names, ", "))
}

// Parse reads manifests: each Deployment (apps/v1), with the Service and the HorizontalPodAutoscaler (autoscaling/v2) that belong to
// it. What a process does, which probe shares the work queue and who asks is not in them: Template.App, Probe.Shared and Loads are left
// to set. Pods are called after the deployment: web0, web1, ..., as many as it may come to.
func Parse(manifest []byte) (*Manifest, error) {
	p := &parser{}
	decoder := yaml.NewDecoder(bytes.NewReader(manifest))
	for {
		var node yaml.Node
		err := decoder.Decode(&node)
		if errors.Is(err, io.EOF) {
			return p.join()
		}
		if err != nil {
			err = fmt.Errorf("kube: %s\nhint: kubectl apply --dry-run=client shows the same place", strings.TrimPrefix(err.Error(), "yaml: "))
			return nil, templated(err, manifest)
		}
		if len(node.Content) > 0 {
			if err := p.object(resolved(node.Content[0])); err != nil {
				return nil, templated(err, manifest)
			}
		}
	}
}

// templated adds what is most likely wrong with a manifest that has not been rendered. Some of its places read as mappings, some not at all.
func templated(err error, manifest []byte) error {
	if bytes.Contains(manifest, []byte("{{")) {
		return fmt.Errorf("%w\nhint: this is a template: render it first, for example with helm template", err)
	}
	return err
}

// parser gathers objects. A Service and an autoscaler may stand before their Deployment.
type parser struct {
	deployments []parsed
	services    []field
	scalers     []field
	skipped     []string
}

type parsed struct {
	d      Deployment
	labels field
}

// object is one object, or a List of them.
func (p *parser) object(n *yaml.Node) error {
	doc := &document{line: n.Line, name: "document"}
	f := field{n, "", doc}
	if !f.is() {
		return nil
	}
	kind, version := f.at("kind").word(), f.at("apiVersion").word()
	name := f.at("metadata", "name").word()
	doc.name = strings.TrimSpace(cmp.Or(kind, "object") + " " + name)
	switch {
	case doc.err != nil:
	case kind == "List":
		for _, item := range f.at("items").list() {
			if err := p.object(item.node); err != nil {
				return err
			}
		}
	case kind == "":
		f.at("kind").fail("each document is one Kubernetes object", "nothing, expected a kind")
	case kind == "Deployment" && version == "apps/v1":
		p.deployments = append(p.deployments, parsed{deployment(f, name), f.at("spec", "template", "metadata", "labels")})
	case kind == "Service" && version == "v1":
		p.services = append(p.services, f)
	case kind == "HorizontalPodAutoscaler" && version == "autoscaling/v2":
		p.scalers = append(p.scalers, f)
	default:
		p.skipped = append(p.skipped, fmt.Sprintf("line %d: %s (%s)", n.Line, doc.name, cmp.Or(version, "no apiVersion")))
	}
	p.skipped = append(p.skipped, doc.skipped...)
	return doc.err
}

// join gives each deployment what belongs to it.
func (p *parser) join() (*Manifest, error) {
	for i, f := range append(p.services, p.scalers...) {
		f.doc.skipped = nil
		if i < len(p.services) {
			p.service(f)
		} else {
			p.scaler(f)
		}
		p.skipped = append(p.skipped, f.doc.skipped...)
		if f.doc.err != nil {
			return nil, f.doc.err
		}
	}
	m := &Manifest{Skipped: p.skipped}
	for _, one := range p.deployments {
		full := one.d.filled()
		most := full.Replicas
		if a := full.Autoscaler; a != nil {
			most = max(most, a.Max)
		}
		above, _ := full.room(most)
		for i := range most + above {
			one.d.Pods = append(one.d.Pods, assay.ID(one.d.Name+strconv.Itoa(i)))
		}
		m.Deployments = append(m.Deployments, one.d)
	}
	if len(m.Deployments) == 0 {
		return nil, fmt.Errorf("kube: no Deployment (apps/v1) in the manifest; skipped: %s\nhint: StatefulSets and bare Pods are not read", strings.Join(m.Skipped, "; "))
	}
	return m, nil
}

// service finds the deployments that a Service selects.
func (p *parser) service(f field) {
	selector := f.at("spec", "selector")
	if !selector.is() || selector.node.Kind != yaml.MappingNode || len(selector.node.Content) == 0 {
		return // its endpoints are somebody else's
	}
	f.at("spec", "publishNotReadyAddresses").skip("pods that are not ready are left out all the same")
	for i := range p.deployments {
		fits := true
		for at := 0; at+1 < len(selector.node.Content); at += 2 {
			k := selector.node.Content[at].Value
			fits = fits && p.deployments[i].labels.at(k).word() == selector.at(k).word()
		}
		if fits {
			p.deployments[i].d.Service = f.at("metadata", "name").word()
		}
	}
}

// scaler reads an autoscaler.
func (p *parser) scaler(f field) {
	target := f.at("spec", "scaleTargetRef")
	a := &Autoscaler{Min: f.at("spec", "minReplicas").count(1), Max: f.at("spec", "maxReplicas").whole(1, 0), Target: .8}
	if a.Max == 0 {
		f.at("spec", "maxReplicas").fail("say how many pods there may be", "nothing, expected a number")
	}
	down := f.at("spec", "behavior", "scaleDown")
	a.Window = down.at("stabilizationWindowSeconds").seconds(0)
	down.at("policies").skip("only the window of scaleDown is read")
	f.at("spec", "behavior", "scaleUp").skip("the defaults are used")
	for _, m := range f.at("spec", "metrics").list() {
		cpu := m.at("resource")
		if m.at("type").word() == "Resource" && cpu.at("name").word() == "cpu" && cpu.at("target", "averageUtilization").is() {
			a.Target = float64(cpu.at("target", "averageUtilization").whole(1, 80)) / 100
			continue
		}
		m.skip("only the utilization of the cpu is read: set Autoscaler.Metric")
	}
	for i := range p.deployments {
		if d := &p.deployments[i].d; target.at("kind").word() == "Deployment" && target.at("name").word() == d.Name {
			d.Autoscaler = a
			return
		}
	}
	target.skip("no Deployment of that name in this manifest")
}
