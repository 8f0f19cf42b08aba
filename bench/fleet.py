"""Writes a fleet spec with N machines: bench/fleet.py N > fleet.yaml"""
import sys

count = int(sys.argv[1])
web, db = max(1, count * 7 // 10), max(1, count // 10)
app = max(1, count - web - db)
print(f"""apiVersion: atlas/v1
kind: Fleet
metadata: {{name: bench, owner: bench@example.org}}
environment: prod
cluster:
  endpoint: https://pve.example.org:8006
  api_token: env:PROXMOX_VE_API_TOKEN
  nodes: [{', '.join(f'pve{i:02d}' for i in range(1, 33))}]
  storage:
    - {{id: ceph-ssd, classes: [shared, ssd], default: true}}
    - {{id: pbs-main, classes: [backup]}}
  vmids: 10000-19999
templates:
  debian-12: {{os: debian-12, vmid: 9000, node: pve01, storage: ceph-ssd, disk: 10G}}
networks:
  lan:
    bridge: vmbr0
    vlan: 20
    ipv4: {{subnet: 10.64.0.0/16, gateway: 10.64.0.1, range: 10.64.1.1-10.64.40.250}}
    dns: {{servers: [10.64.0.2], domain: bench.example.org}}
users:
  - name: ops
    sudo: true
    ssh_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u ops@example.org]
defaults:
  template: debian-12
  nics: [{{network: lan, ipv4: auto}}]
  backup: {{enabled: true, schedule: "02:30", storage: pbs-main}}
machines:
  - {{name: web, count: {web}, profile: web-server}}
  - {{name: db, count: {db}, profile: database-server}}
  - {{name: app, count: {app}, software: [docker]}}""")
