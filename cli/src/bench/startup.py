#!/usr/bin/env python3
"""Times whole pathwhy processes beside `java Hello`, in one run: median of N wall-clock times and the
largest resident set. Ratios to Hello compare across machines, milliseconds do not.

    cli/src/bench/startup.py [--runs 10] [--java JAVA_HOME]

Needs the packaged distribution in cli/target/pathwhy and a JDK 25 for Hello.
"""
import argparse
import ipaddress
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
LAUNCHER = ROOT / "cli/target/pathwhy/bin/pathwhy"
ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bench/providers/Microsoft."


def resource(kind, name, properties):
    return {"id": f"{ID}{kind}/{name}", "name": name, "type": f"Microsoft.{kind}", "properties": properties}


def rule(name, priority, access, source, port):
    return {"name": name, "properties": {
        "priority": priority, "direction": "Inbound", "access": access, "protocol": "Tcp",
        "sourceAddressPrefix": source, "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": port}}


def machine(out, name, network, subnet, address, forwarding=False):
    out.append(resource("Network/networkInterfaces", f"{name}-nic", {
        "enableIPForwarding": forwarding,
        "ipConfigurations": [{"name": "ipconfig1", "properties": {
            "privateIPAddress": str(address), "primary": True,
            "subnet": {"id": f"{ID}Network/virtualNetworks/{network}/subnets/{subnet}"}}}]}))
    out.append(resource("Compute/virtualMachines", name, {
        "networkProfile": {"networkInterfaces": [{"id": f"{ID}Network/networkInterfaces/{name}-nic"}]}}))


def peering(local, remote):
    return {"name": f"{local}-{remote}", "properties": {
        "remoteVirtualNetwork": {"id": f"{ID}Network/virtualNetworks/{remote}"},
        "peeringState": "Connected", "allowVirtualNetworkAccess": True, "allowForwardedTraffic": True}}


def hub_and_spokes(spokes, machines, rules):
    """A hub with a forwarding appliance; spokes with a security group and a route to the appliance."""
    out = []
    out.append(resource("Network/virtualNetworks", "hub", {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
        "subnets": [{"name": "nva", "properties": {"addressPrefix": "10.0.0.0/24"}}],
        "virtualNetworkPeerings": [peering("hub", f"spoke{i}") for i in range(1, spokes + 1)]}))
    machine(out, "nva", "hub", "nva", "10.0.0.4", True)
    for i in range(1, spokes + 1):
        own = [rule(f"r{k}", 100 + k, "Deny" if k % 2 else "Allow", f"203.{k // 256}.{k % 256}.{8 * (k % 32)}/29", str(1000 + k))
               for k in range(rules - 2)]
        own += [rule("allow-443", 4000, "Allow", "10.0.0.0/8", "443"), rule("deny-rest", 4001, "Deny", "*", "*")]
        out.append(resource("Network/networkSecurityGroups", f"nsg{i}", {"securityRules": own}))
        out.append(resource("Network/routeTables", f"rt{i}", {"routes": [{"name": "to-nva", "properties": {
            "addressPrefix": "10.0.0.0/8", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}}]}))
        out.append(resource("Network/virtualNetworks", f"spoke{i}", {
            "addressSpace": {"addressPrefixes": [f"10.{i}.0.0/16"]},
            "subnets": [{"name": "hosts", "properties": {
                "addressPrefix": f"10.{i}.0.0/20",
                "networkSecurityGroup": {"id": f"{ID}Network/networkSecurityGroups/nsg{i}"},
                "routeTable": {"id": f"{ID}Network/routeTables/rt{i}"}}}],
            "virtualNetworkPeerings": [peering(f"spoke{i}", "hub")]}))
        first = int(ipaddress.ip_address(f"10.{i}.0.4"))
        for k in range(machines):
            machine(out, f"vm{i}-{k}", f"spoke{i}", "hosts", ipaddress.ip_address(first + k))
    return out


def measure(command, runs):
    """Median and least milliseconds, largest resident set in MB, least milliseconds of processor time; the first
    run only warms the disk."""
    times, busy, largest = [], [], 0
    for run in range(runs + 1):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = (time.perf_counter() - start) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"exit {process.returncode}: {' '.join(map(str, command))}")
        if run:
            times.append(elapsed)
            busy.append((usage.ru_utime + usage.ru_stime) * 1000)
            largest = max(largest, usage.ru_maxrss / 1024)
    return statistics.median(times), min(times), largest, min(busy)


def java_home(given):
    for home in [given, os.environ.get("JAVA_HOME"), *map(str, sorted(pathlib.Path("/usr/lib/jvm").glob("*25*")))]:
        if home and (pathlib.Path(home) / "bin/javac").exists():
            version = subprocess.run([f"{home}/bin/java", "-version"], capture_output=True, text=True).stderr
            if '"25' in version:
                return home
    sys.exit("no JDK 25 found: give --java")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=10)
    options.add_argument("--java")
    options = options.parse_args()
    if not LAUNCHER.exists():
        sys.exit("no distribution: run ./mvnw -q -DskipTests package")
    home = java_home(options.java)
    with tempfile.TemporaryDirectory() as folder:
        hello = pathlib.Path(folder, "Hello.java")
        hello.write_text('class Hello { public static void main(String[] a) { System.out.println("hello"); } }')
        subprocess.run([f"{home}/bin/javac", "-d", folder, hello], check=True)
        large = pathlib.Path(folder, "large.json")
        large.write_text(json.dumps(hub_and_spokes(20, 50, 50), indent=1))
        small = ROOT / "samples/three-tier/topology.yaml"
        cases = [
            ("java Hello", [f"{home}/bin/java", "-cp", folder, "Hello"]),
            ("--version", [LAUNCHER, "--version"]),
            ("check, small YAML, json", [LAUNCHER, "check", "-t", small, "web-vm", "db-vm:1433", "-o", "json"]),
            ("check, small YAML, text", [LAUNCHER, "check", "-t", small, "web-vm", "db-vm:1433", "-o", "text"]),
            (f"check, 1,000 machines, {large.stat().st_size / 1e6:.1f} MB JSON",
             [LAUNCHER, "check", "-t", large, "vm1-3", "vm20-49:443", "-o", "json"]),
        ]
        base = None
        print(f"{'':42} {'median':>9} {'min':>9} {'x Hello':>8} {'RSS':>8}")
        for name, command in cases:
            median, least, largest, _ = measure([str(word) for word in command], options.runs)
            base = base or median
            print(f"{name:42} {median:6.0f} ms {least:6.0f} ms {median / base:8.1f} {largest:5.0f} MB")


if __name__ == "__main__":
    main()
