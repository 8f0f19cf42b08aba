package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// replacing names what makes the real provider replace an object (measured with 0.111.1): without it a test could
// not see that a change of these would cost a machine.
var replacing = map[string][]string{
	"proxmox_virtual_environment_vm": {"vm_id", "node_name", "clone"},
}

// UpgradeResourceState only reads the stored object: schema versions never differ here.
func (s *server) UpgradeResourceState(_ context.Context, r *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	kind := s.schemas.resources[r.TypeName].ValueType()
	value, err := r.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (s *server) ReadResource(_ context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	if !s.echo {
		return &tfprotov6.ReadResourceResponse{Diagnostics: refusal("read", r.TypeName)}, nil
	}
	return &tfprotov6.ReadResourceResponse{NewState: r.CurrentState}, nil
}

// ReadDataSource answers an empty cluster: lists without members.
func (s *server) ReadDataSource(_ context.Context, r *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	if !s.echo {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: refusal("read data", r.TypeName)}, nil
	}
	schema := s.schemas.data[r.TypeName]
	state, err := s.transform(schema, r.Config, func(attribute *tfprotov6.SchemaAttribute, value tftypes.Value) tftypes.Value {
		if !value.IsNull() || !attribute.Computed {
			return value
		}
		if value.Type().Is(tftypes.List{}) {
			return tftypes.NewValue(value.Type(), []tftypes.Value{})
		}
		return value
	})
	return &tfprotov6.ReadDataSourceResponse{State: state}, err
}

func (s *server) PlanResourceChange(_ context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if !s.echo {
		return &tfprotov6.PlanResourceChangeResponse{Diagnostics: refusal("plan", r.TypeName)}, nil
	}
	schema := s.schemas.resources[r.TypeName]
	prior, err := r.PriorState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	proposed, err := r.ProposedNewState.Unmarshal(schema.ValueType())
	if err != nil || proposed.IsNull() {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: r.ProposedNewState}, err
	}
	if !prior.IsNull() {
		paths, err := changed(prior, proposed, replacing[r.TypeName])
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: r.ProposedNewState, RequiresReplace: paths}, err
	}
	planned, err := s.transform(schema, r.ProposedNewState, func(attribute *tfprotov6.SchemaAttribute, value tftypes.Value) tftypes.Value {
		if value.IsNull() && attribute.Computed {
			return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
		}
		return value
	})
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned}, err
}

func (s *server) ApplyResourceChange(_ context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if !s.echo {
		return &tfprotov6.ApplyResourceChangeResponse{Diagnostics: refusal("apply", r.TypeName)}, nil
	}
	schema := s.schemas.resources[r.TypeName]
	state, err := s.transform(schema, r.PlannedState, func(attribute *tfprotov6.SchemaAttribute, value tftypes.Value) tftypes.Value {
		if value.IsKnown() {
			return value
		}
		if attribute.Name == "id" {
			return tftypes.NewValue(tftypes.String, r.TypeName+" (echo)")
		}
		return tftypes.NewValue(value.Type(), nil)
	})
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state}, err
}

func changed(prior, planned tftypes.Value, names []string) ([]*tftypes.AttributePath, error) {
	var before, after map[string]tftypes.Value
	if err := prior.As(&before); err != nil {
		return nil, err
	}
	if err := planned.As(&after); err != nil {
		return nil, err
	}
	var paths []*tftypes.AttributePath
	for _, name := range names {
		if !before[name].Equal(after[name]) {
			paths = append(paths, tftypes.NewAttributePath().WithAttributeName(name))
		}
	}
	return paths, nil
}

// transform applies change to every value that an attribute of the schema stands for, at any depth of blocks.
func (s *server) transform(schema *tfprotov6.Schema, from *tfprotov6.DynamicValue,
	change func(*tfprotov6.SchemaAttribute, tftypes.Value) tftypes.Value) (*tfprotov6.DynamicValue, error) {
	value, err := from.Unmarshal(schema.ValueType())
	if err != nil || value.IsNull() {
		return from, err
	}
	value, err = tftypes.Transform(value, func(path *tftypes.AttributePath, at tftypes.Value) (tftypes.Value, error) {
		if attribute := attributeAt(schema.Block, path.Steps()); attribute != nil {
			return change(attribute, at), nil
		}
		return at, nil
	})
	if err != nil {
		return nil, fmt.Errorf("echo: %w", err)
	}
	result, err := tfprotov6.NewDynamicValue(schema.ValueType(), value)
	return &result, err
}

// attributeAt is nil when the path ends at a block or inside an attribute's own value.
func attributeAt(block *tfprotov6.SchemaBlock, steps []tftypes.AttributePathStep) *tfprotov6.SchemaAttribute {
	if len(steps) == 0 {
		return nil
	}
	name, ok := steps[0].(tftypes.AttributeName)
	if !ok {
		return attributeAt(block, steps[1:])
	}
	for _, attribute := range block.Attributes {
		if attribute.Name == string(name) && len(steps) == 1 {
			return attribute
		}
	}
	for _, nested := range block.BlockTypes {
		if nested.TypeName == string(name) {
			return attributeAt(nested.Block, steps[1:])
		}
	}
	return nil
}
