#!/usr/bin/env bash
# Fetches what pathwhy reads of an Azure network into a folder, with read-only commands of az.
set -euo pipefail

usage() {
  cat <<'END'
Usage: collect.sh [-s SUBSCRIPTION]... [-o DIR] [--fresh]

Fetches what pathwhy reads of an Azure network into a folder. It changes nothing in Azure.
Answers that are in the folder already are kept, so that an interrupted run is resumed.

  -s SUBSCRIPTION  an id; may be repeated (default: all that the account sees)
  -o DIR           the folder (default: network)
  --fresh          fetch again what is there
  --help           this text

It needs az with the extension resource-graph, and `az login`. Reader is enough for the
resources; the effective and the learned routes need three actions more.

Exit: 0 all is there, 1 the resources could not be fetched, 2 wrong command line,
      3 the resources are there, but something else is not: it is listed on stderr
END
}

wrong() {
  printf 'collect.sh: %s\n' "$1" >&2
  exit 2
}

folder=network
fresh=
scope=()
while [ $# -gt 0 ]; do
  case $1 in
    -s) [ $# -gt 1 ] && [ -n "$2" ] || wrong '-s needs a subscription'; scope+=("$2"); shift 2 ;;
    -o) [ $# -gt 1 ] && [ -n "$2" ] || wrong '-o needs a folder'; folder=$2; shift 2 ;;
    --fresh) fresh=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) wrong "unknown argument: $1; see --help" ;;
  esac
done
if [ ${#scope[@]} -gt 0 ]; then
  scope=(--subscriptions "${scope[@]}")
fi
command -v az >/dev/null || wrong 'az is not on the PATH'

# pathwhy passes over hidden folders, so what is half fetched is never read.
part=$folder/.part
mkdir -p "$folder"
rm -rf "$part"
mkdir "$part"
trap 'rm -rf "$part"' EXIT

missing=()

say() {
  printf '%s\n' "$*" >&2
}

# What az prints, without the keys of connections and circuits.
ask() {
  az "$@" --only-show-errors </dev/null |
    sed -E 's/"(sharedKey|authorizationKey|serviceKey|radiusServerSecret)": "([^"\\]|\\.)*"/"\1": null/'
}

# is_there PATH: whether an answer is kept.
is_there() {
  [ -z "$fresh" ] && [ -e "$folder/$1" ]
}

# graph NAME QUERY: all pages of a query of Resource Graph, as NAME/1.json and so on.
graph() {
  local name=$1 query=$2 page=1 token='' file
  local more=()
  if is_there "$name"; then
    say "$name: kept"
    return
  fi
  mkdir "$part/$name"
  while :; do
    say "$name: page $page"
    file=$part/$name/$page.json
    if ! ask graph query -q "$query" --first 1000 -o json \
      ${scope[@]+"${scope[@]}"} ${more[@]+"${more[@]}"} >"$file"; then
      say "collect.sh: Resource Graph did not answer; run the same command again"
      exit 1
    fi
    token=$(sed -nE 's/^ *"skip_token": "(.+)",?$/\1/p' "$file")
    [ -n "$token" ] || break
    more=(--skip-token "$token")
    # The rest is fetched, so the page no longer asks for it.
    sed -E 's/^( *"skip_token": )".+"/\1null/' "$file" >"$part/page"
    mv "$part/page" "$file"
    page=$((page + 1))
  done
  rm -rf "${folder:?}/$name"
  mv "$part/$name" "$folder/$name"
}

# optional FILE TELLS COMMAND...: one answer; TELLS is what is not known without it.
optional() {
  local file=$1 tells=$2
  shift 2
  if is_there "$file"; then
    return
  fi
  say "$file"
  if "$@" >"$part/answer"; then
    mkdir -p "$(dirname "$folder/$file")"
    mv "$part/answer" "$folder/$file"
  else
    missing+=("$file: $tells")
  fi
}

# ids TYPE: the ids of that type which are in the answers.
ids() {
  grep -rhoiE "\"/subscriptions/[^\"/]+/resourceGroups/[^\"/]+/providers/$1/[^\"/]+\"" \
    "$folder/resources" | tr -d '"' | tr '[:upper:]' '[:lower:]' | sort -u || true
}

# ids_below FILE TYPE: the same of a type of child resources, in one answer.
ids_below() {
  if [ -e "$folder/$1" ]; then
    grep -oiE "\"id\": \"[^\"]+/$2/[^\"/]+\"" "$folder/$1" | sed -E 's/^"id": "(.*)"$/\1/' |
      sort -u || true
  fi
}

# file_of ID: what a resource is called in names of files.
file_of() {
  printf '%s' "$1" | tr '[:upper:]' '[:lower:]' |
    sed -E 's#^/subscriptions/##; s#/resourcegroups/#/#; s#/providers/[^/]+/#/#' | tr '/' '_'
}

# children ID PART TELLS: the child resources that Resource Graph does not list.
children() {
  optional "children/$(file_of "$1")_$2.json" "$3" \
    ask rest --method get --url "$1/$2?api-version=2024-05-01" -o json
}

# learned ID: what a gateway has learned, as an observation of pathwhy's own form.
learned() {
  local routes
  routes=$(ask network vnet-gateway list-learned-routes --ids "$1" \
    --query "value[?origin!='Network'].network" -o json) || return 1
  printf '{"pathwhy": 1, "observed": {"%s": {"learnedRoutes": %s}}}\n' "$1" "${routes:-[]}"
}

graph resources "resources | project id, name, type, location, resourceGroup, subscriptionId, kind, sku, zones, properties | order by id asc"
graph scale-set-members "computeresources | project id, name, type, location, resourceGroup, subscriptionId, sku, zones, properties | order by id asc"
graph private-records "dnsresources | where type startswith 'microsoft.network/privatednszones/' | project id, name, type, resourceGroup, subscriptionId, properties | order by id asc"

for id in $(ids Microsoft.Network/firewallPolicies); do
  children "$id" ruleCollectionGroups 'the rules of the firewall policy'
done
for id in $(ids Microsoft.Network/virtualHubs); do
  for name in hubVirtualNetworkConnections hubRouteTables routingIntent bgpConnections ipConfigurations; do
    children "$id" "$name" 'this part of the hub'
  done
done
for id in $(ids Microsoft.Network/privateEndpoints); do
  children "$id" privateDnsZoneGroups 'which names lead to the private endpoint'
done
for id in $(ids Microsoft.Network/networkManagers); do
  groups=children/$(file_of "$id")_networkGroups.json
  rules=children/$(file_of "$id")_securityAdminConfigurations.json
  for name in networkGroups connectivityConfigurations securityAdminConfigurations routingConfigurations; do
    children "$id" "$name" 'this part of the network manager'
  done
  for group in $(ids_below "$groups" networkGroups); do
    children "$group" staticMembers 'the members of the network group'
  done
  for configuration in $(ids_below "$rules" securityAdminConfigurations); do
    children "$configuration" ruleCollections 'the security admin rules'
    for collection in $(ids_below "children/$(file_of "$configuration")_ruleCollections.json" ruleCollections); do
      children "$collection" rules 'the security admin rules'
    done
  done
done

for id in $(ids Microsoft.Network/connections); do
  optional "connections/$(file_of "$id").json" 'whether the connection is up' \
    ask network vpn-connection show --ids "$id" -o json
done
for id in $(ids Microsoft.Network/virtualNetworkGateways); do
  optional "learned/$(file_of "$id").json" 'what the gateway has learned' learned "$id"
done

# One interface of a running machine in each network shows what its gateway has learned, and what service tags stand for.
optional .interfaces 'the effective routes of all networks' \
  ask graph query --first 1000 -o tsv --query 'data[].nic' ${scope[@]+"${scope[@]}"} -q "resources
  | where type =~ 'microsoft.compute/virtualmachines'
  | where tostring(properties.extended.instanceView.powerState.code) =~ 'PowerState/running'
  | mv-expand nic = properties.networkProfile.networkInterfaces
  | project nic = tolower(tostring(nic.id))
  | join kind=inner (resources
    | where type =~ 'microsoft.network/networkinterfaces'
    | project nic = tolower(id), subnet = tolower(tostring(properties.ipConfigurations[0].properties.subnet.id))) on nic
  | summarize nic = min(nic) by network = tostring(split(subnet, '/subnets/')[0])
  | project nic"
if [ -e "$folder/.interfaces" ]; then
  for id in $(tr -d '\r' <"$folder/.interfaces"); do
    optional "effective-routes/$(file_of "$id").json" 'the effective routes of its network' \
      ask network nic show-effective-route-table --ids "$id" -o json
    optional "effective-rules/$(file_of "$id").json" 'what service tags stand for there' \
      ask network nic list-effective-nsg --ids "$id" -o json
  done
fi

if [ ${#missing[@]} -gt 0 ]; then
  say
  say "Not fetched; run the same command again to try only these:"
  for line in "${missing[@]}"; do
    say "  $line"
  done
  exit 3
fi
say "All is in $folder: pathwhy check -t $folder FROM TO:PORT"
