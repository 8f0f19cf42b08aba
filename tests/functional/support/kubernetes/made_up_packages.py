#!/usr/bin/python
"""An Ansible module: gives as a fact the release that the stand-in of kubeadm says it has."""
import os
import pathlib

from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(argument_spec={}, supports_check_mode=True)
version = pathlib.Path(os.environ["FAKE_BASE"], os.environ["FAKE_HOST"], "version").read_text(encoding="utf-8").strip()
module.exit_json(changed=False, ansible_facts={"packages": {"kubelet": [{"version": version + "-1.1"}]}})
