// Command atlas-schema-provider stands in for the bpg/proxmox provider where the real one cannot be had.
//
// It serves the provider's true schema, read from a file in the form of `tofu providers schema -json`, so that
// `tofu init`, `validate` and `test` (with mock_provider) judge generated files by it. It talks to nothing.
// What is not in that schema (ranges, conflicts, defaults) is not checked.
package main

import (
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

const address = "registry.opentofu.org/bpg/proxmox"

func main() {
	schemas, err := loadSchemas()
	if err != nil {
		log.Fatalf("atlas-schema-provider: %v", err)
	}
	server := newServer(schemas)
	if err := tf6server.Serve(address, func() tfprotov6.ProviderServer { return server }); err != nil {
		log.Fatalf("atlas-schema-provider: %v", err)
	}
}
