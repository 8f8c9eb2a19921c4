#!/usr/bin/env python3
"""Times whole pathwhy processes that load about 50 MB of ARM resources, beside `java Hello`, in one run: median of
N wall-clock times, the least processor time, and the largest resident set. Other work on the machine adds to the
times; the ratios to Hello bear it best.

    cli/src/bench/loading.py [--runs 5] [--java JAVA_HOME] [--pathwhy LAUNCHER]

Needs the packaged distribution in cli/target/pathwhy, or another one, and a JDK 25 for Hello.
"""
import argparse
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile

from startup import LAUNCHER, hub_and_spokes, java_home, machine, measure, resource, rule


def one_network(subnets, machines, rules):
    """One network of subnets without routes, each with a security group."""
    out = [resource("Network/virtualNetworks", "flat", {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
        "subnets": [{"name": f"s{i}", "properties": {"addressPrefix": f"10.{i}.0.0/20"}} for i in range(1, subnets + 1)]})]
    for subnet in out[0]["properties"]["subnets"]:
        name, i = subnet["name"], subnet["name"][1:]
        group = resource("Network/networkSecurityGroups", f"nsg-{name}", {"securityRules": [
            rule(f"r{k}", 100 + k, "Allow", f"10.{k % 200}.{k // 200}.0/24", str(1000 + k)) for k in range(rules)]})
        subnet["properties"]["networkSecurityGroup"] = {"id": group["id"]}
        out.append(group)
        for k in range(machines):
            machine(out, f"vm{i}-{k}", "flat", name, f"10.{i}.{k // 250}.{4 + k % 250}")
    return out


def write(file, make):
    """Writes about 50 MB of ARM resources."""
    file.write_text(json.dumps(make(100, 250, 780), indent=1))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--java")
    options.add_argument("--pathwhy", type=pathlib.Path, default=LAUNCHER)
    options = options.parse_args()
    if not options.pathwhy.exists():
        sys.exit("no distribution: run ./mvnw -q -DskipTests package")
    home = java_home(options.java)
    with tempfile.TemporaryDirectory() as folder:
        hello = pathlib.Path(folder, "Hello.java")
        hello.write_text('class Hello { public static void main(String[] a) { System.out.println("hello"); } }')
        subprocess.run([f"{home}/bin/javac", "-d", folder, hello], check=True)
        cases = [("java Hello", [f"{home}/bin/java", "-cp", folder, "Hello"])]
        for shape, make in [("hub and spokes", hub_and_spokes), ("one network", one_network)]:
            file = pathlib.Path(folder, shape.replace(" ", "-") + ".json")
            # In a process of its own: what is started here would begin with the memory of this one.
            writer = multiprocessing.Process(target=write, args=(file, make))
            writer.start()
            writer.join()
            name = f"{shape}, {file.stat().st_size / 1e6:.0f} MB"
            cases.append((f"check, {name}",
                          [options.pathwhy, "check", "-t", file, "vm1-3", "vm100-49:443", "-o", "json"]))
            cases.append((f"topology, {name}", [options.pathwhy, "topology", "-t", file, "-o", "tsv"]))
        base = None
        print(f"{'':34} {'median':>9} {'x Hello':>8} {'cpu':>9} {'x Hello':>8} {'RSS':>8}")
        for name, command in cases:
            median, _, largest, busy = measure([str(word) for word in command], options.runs)
            base = base or (median, busy)
            print(f"{name:34} {median:6.0f} ms {median / base[0]:8.1f} {busy:6.0f} ms {busy / base[1]:8.1f}"
                  f" {largest:5.0f} MB", flush=True)


if __name__ == "__main__":
    main()
