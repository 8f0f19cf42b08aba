package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The schema file: ATLAS_PROVIDER_SCHEMA, else schema.json beside the executable.
const schemaVariable = "ATLAS_PROVIDER_SCHEMA"

type schemas struct {
	provider  *tfprotov6.Schema
	resources map[string]*tfprotov6.Schema
	data      map[string]*tfprotov6.Schema
}

type jsonDocument struct {
	Providers map[string]struct {
		Provider  jsonSchema            `json:"provider"`
		Resources map[string]jsonSchema `json:"resource_schemas"`
		Data      map[string]jsonSchema `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type jsonSchema struct {
	Version int64     `json:"version"`
	Block   jsonBlock `json:"block"`
}

type jsonBlock struct {
	Attributes map[string]jsonAttribute `json:"attributes"`
	Blocks     map[string]jsonNested    `json:"block_types"`
	Deprecated bool                     `json:"deprecated"`
}

type jsonNested struct {
	Nesting  string    `json:"nesting_mode"`
	Block    jsonBlock `json:"block"`
	MinItems int64     `json:"min_items"`
	MaxItems int64     `json:"max_items"`
}

type jsonAttribute struct {
	Type       json.RawMessage `json:"type"`
	Nested     *jsonObject     `json:"nested_type"`
	Required   bool            `json:"required"`
	Optional   bool            `json:"optional"`
	Computed   bool            `json:"computed"`
	Sensitive  bool            `json:"sensitive"`
	Deprecated bool            `json:"deprecated"`
}

type jsonObject struct {
	Attributes map[string]jsonAttribute `json:"attributes"`
	Nesting    string                   `json:"nesting_mode"`
}

func schemaPath() (string, error) {
	if path := os.Getenv(schemaVariable); path != "" {
		return path, nil
	}
	executable, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(executable), "schema.json"), nil
}

func loadSchemas() (*schemas, error) {
	path, err := schemaPath()
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("no schema: set %s to the file: %w", schemaVariable, err)
	}
	var document jsonDocument
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	found, ok := document.Providers[address]
	if !ok {
		return nil, fmt.Errorf("%s: no schema of %s", path, address)
	}
	result := &schemas{resources: map[string]*tfprotov6.Schema{}, data: map[string]*tfprotov6.Schema{}}
	if result.provider, err = found.Provider.convert(); err != nil {
		return nil, fmt.Errorf("%s: provider: %w", path, err)
	}
	if err := convertAll(found.Resources, result.resources); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := convertAll(found.Data, result.data); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return result, nil
}

func convertAll(from map[string]jsonSchema, to map[string]*tfprotov6.Schema) error {
	for name, schema := range from {
		converted, err := schema.convert()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		to[name] = converted
	}
	return nil
}

func (s jsonSchema) convert() (*tfprotov6.Schema, error) {
	block, err := s.Block.convert()
	if err != nil {
		return nil, err
	}
	return &tfprotov6.Schema{Version: s.Version, Block: block}, nil
}

func (b jsonBlock) convert() (*tfprotov6.SchemaBlock, error) {
	block := &tfprotov6.SchemaBlock{Deprecated: b.Deprecated}
	attributes, err := convertAttributes(b.Attributes)
	if err != nil {
		return nil, err
	}
	block.Attributes = attributes
	for _, name := range sortedKeys(b.Blocks) {
		nested, err := b.Blocks[name].convert(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		block.BlockTypes = append(block.BlockTypes, nested)
	}
	return block, nil
}

func (n jsonNested) convert(name string) (*tfprotov6.SchemaNestedBlock, error) {
	modes := map[string]tfprotov6.SchemaNestedBlockNestingMode{
		"single": tfprotov6.SchemaNestedBlockNestingModeSingle,
		"list":   tfprotov6.SchemaNestedBlockNestingModeList,
		"set":    tfprotov6.SchemaNestedBlockNestingModeSet,
		"map":    tfprotov6.SchemaNestedBlockNestingModeMap,
		"group":  tfprotov6.SchemaNestedBlockNestingModeGroup,
	}
	mode, ok := modes[n.Nesting]
	if !ok {
		return nil, fmt.Errorf("unknown nesting mode %q", n.Nesting)
	}
	block, err := n.Block.convert()
	if err != nil {
		return nil, err
	}
	return &tfprotov6.SchemaNestedBlock{
		TypeName: name, Block: block, Nesting: mode, MinItems: n.MinItems, MaxItems: n.MaxItems,
	}, nil
}

func convertAttributes(from map[string]jsonAttribute) ([]*tfprotov6.SchemaAttribute, error) {
	var attributes []*tfprotov6.SchemaAttribute
	for _, name := range sortedKeys(from) {
		attribute, err := from[name].convert(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		attributes = append(attributes, attribute)
	}
	return attributes, nil
}

func (a jsonAttribute) convert(name string) (*tfprotov6.SchemaAttribute, error) {
	attribute := &tfprotov6.SchemaAttribute{
		Name: name, Required: a.Required, Optional: a.Optional, Computed: a.Computed,
		Sensitive: a.Sensitive, Deprecated: a.Deprecated,
	}
	var err error
	if a.Nested != nil {
		attribute.NestedType, err = a.Nested.convert()
	} else {
		attribute.Type, err = tftypes.ParseJSONType(a.Type) //nolint:staticcheck // the wire form of a type is all there is
	}
	return attribute, err
}

func (o jsonObject) convert() (*tfprotov6.SchemaObject, error) {
	modes := map[string]tfprotov6.SchemaObjectNestingMode{
		"single": tfprotov6.SchemaObjectNestingModeSingle,
		"list":   tfprotov6.SchemaObjectNestingModeList,
		"set":    tfprotov6.SchemaObjectNestingModeSet,
		"map":    tfprotov6.SchemaObjectNestingModeMap,
	}
	mode, ok := modes[o.Nesting]
	if !ok {
		return nil, fmt.Errorf("unknown nesting mode %q", o.Nesting)
	}
	attributes, err := convertAttributes(o.Attributes)
	return &tfprotov6.SchemaObject{Attributes: attributes, Nesting: mode}, err
}

func sortedKeys[V any](from map[string]V) []string {
	keys := make([]string, 0, len(from))
	for key := range from {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
