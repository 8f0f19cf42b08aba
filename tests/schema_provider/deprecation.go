package main

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// deprecations warns of deprecated names that the configuration uses. OpenTofu itself only checks what the schema
// demands; the real provider adds these warnings, so this one does too.
func deprecations(schema *tfprotov6.Schema, name string, from *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
	if schema == nil {
		return nil, fmt.Errorf("%s: not in the schema", name)
	}
	var found []*tfprotov6.Diagnostic
	if schema.Block.Deprecated {
		found = append(found, deprecation(name+" is deprecated", nil))
	}
	config, err := from.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	err = tftypes.Walk(config, func(path *tftypes.AttributePath, value tftypes.Value) (bool, error) {
		attribute := attributeAt(schema.Block, path.Steps())
		if attribute != nil && attribute.Deprecated && !value.IsNull() {
			found = append(found, deprecation(attribute.Name+" is deprecated", path))
		}
		return true, nil
	})
	return found, err
}

func deprecation(detail string, path *tftypes.AttributePath) *tfprotov6.Diagnostic {
	return &tfprotov6.Diagnostic{
		Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Deprecated", Detail: detail, Attribute: path,
	}
}
