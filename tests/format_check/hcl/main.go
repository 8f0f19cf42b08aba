// Reads `cN = <literal>` attributes with HashiCorp's own HCL parser and holds their values against a JSON list.
//
//	hcl_check DOCUMENT.tf EXPECTED.json
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"golang.org/x/text/unicode/norm"
)

func main() {
	wrong, err := check(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, line := range wrong {
		fmt.Println(line)
	}
	if len(wrong) > 0 {
		os.Exit(1)
	}
}

func check(document, expectations string) ([]string, error) {
	text, err := os.ReadFile(document)
	if err != nil {
		return nil, err
	}
	expected, err := expectedValues(expectations)
	if err != nil {
		return nil, err
	}
	file, problems := hclsyntax.ParseConfig(text, document, hcl.InitialPos)
	if problems.HasErrors() {
		return nil, problems
	}
	attributes, problems := file.Body.JustAttributes()
	if problems.HasErrors() {
		return nil, problems
	}
	if len(attributes) != len(expected) {
		return nil, fmt.Errorf("%d attributes for %d values", len(attributes), len(expected))
	}
	return differences(attributes, expected), nil
}

// Both sides become cty values, so that numbers keep their digits; HCL normalises all text (NFC).
func expectedValues(path string) ([]cty.Value, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(norm.NFC.Bytes(text), &raw); err != nil {
		return nil, err
	}
	values := make([]cty.Value, len(raw))
	for i, item := range raw {
		kind, err := ctyjson.ImpliedType(item)
		if err != nil {
			return nil, err
		}
		if values[i], err = ctyjson.Unmarshal(item, kind); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func differences(attributes hcl.Attributes, expected []cty.Value) []string {
	var wrong []string
	for i, want := range expected {
		attribute := attributes[fmt.Sprintf("c%d", i)]
		if attribute == nil {
			wrong = append(wrong, fmt.Sprintf("case %d is missing", i))
			continue
		}
		got, problems := attribute.Expr.Value(nil)
		if problems.HasErrors() || !got.RawEquals(want) {
			wrong = append(wrong, fmt.Sprintf("case %d: want %#v, got %#v (%v)", i, want, got, problems))
		}
	}
	return wrong
}
