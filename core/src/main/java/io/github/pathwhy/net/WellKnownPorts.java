package io.github.pathwhy.net;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Services by their usual ports: names as IANA has them where it has one, else what people call
/// them. Those met most often come first.
public final class WellKnownPorts {
  private static final String TCP_SERVICES =
      """
      80 http 443 https 22 ssh 3389 ms-wbt-server 445 microsoft-ds 25 smtp 53 domain 21 ftp
      8080 http-alt 1433 ms-sql-s 3306 mysql 5432 postgresql 135 epmap 139 netbios-ssn 389 ldap
      636 ldaps 88 kerberos 5985 wsman 5986 wsmans 8443 pcsync-https 587 submission 993 imaps
      995 pop3s 143 imap 110 pop3 23 telnet 111 sunrpc 2049 nfs 465 submissions 6379 redis
      27017 mongodb 9200 elasticsearch 6443 kubernetes 10250 kubelet 5672 amqp 5671 amqps
      1883 mqtt 8883 secure-mqtt 9092 kafka 2181 zookeeper 11211 memcache 1521 oracle-listener
      5900 rfb 3268 msft-gc 3269 msft-gc-ssl 464 kpasswd 593 http-rpc-epmap 9389 adws
      49152 dynamic-49152 49153 dynamic-49153 49154 dynamic-49154 2375 docker 2376 docker-s
      2379 etcd-client 2380 etcd-server 10255 kubelet-read-only 15672 rabbitmq-management
      9090 prometheus 3000 grafana 9100 jetdirect 5601 kibana 9300 elasticsearch-transport
      8000 irdmi 8081 sunproxyadmin 8888 ddi-tcp-1 8008 http-alt 8009 ajp 9000 cslistener
      9443 tungsten-https 5000 commplex-main 5001 commplex-link 4443 pharos 7001 afs3-callback
      7002 afs3-prserver 8500 consul 8200 vault 8600 consul-dns 4222 nats 6380 redis-tls
      6432 pgbouncer 33060 mysqlx 1434 ms-sql-m 2383 ms-olap4 11000 azure-sql-11000
      11999 azure-sql-11999 50000 db2 1526 oracle-alt 2484 ttc-ssl 7474 neo4j 7687 bolt
      9042 cassandra 7000 cassandra-internode 8086 influxdb 5984 couchdb 26257 cockroachdb
      3260 iscsi-target 548 afpovertcp 873 rsync 631 ipp 515 printer 179 bgp 1723 pptp
      500 isakmp 1194 openvpn 51820 wireguard 1080 socks 3128 squid-http 8118 privoxy
      10050 zabbix-agent 10051 zabbix-trapper 5666 nrpe 4949 munin 8125 statsd 2003 graphite
      9093 alertmanager 4317 otlp-grpc 4318 otlp-http 14250 jaeger 16686 jaeger-query
      514 shell 601 syslog-conn 6514 syslog-tls 5044 logstash 24224 fluentd 12201 gelf
      2055 iop 4789 vxlan 8472 otv 6783 weave 2222 ethernet-ip-1 22000 snapenetio
      990 ftps 989 ftps-data 20 ftp-data 69 tftp 115 sftp 113 ident 119 nntp 563 nntps
      194 irc 6667 ircu 6697 ircs-u 5222 xmpp-client 5269 xmpp-server 5060 sip 5061 sips
      1720 h323hostcall 554 rtsp 1935 macromedia-fcs 3478 stun 5349 stuns 1812 radius
      1813 radius-acct 49 tacacs 2083 radsec 8140 puppet 4505 salt-publish 4506 salt-request
      8089 splunkd 9997 splunk-forwarder 8088 radan-http 50070 hdfs-namenode 9870 hdfs
      10000 ndmp 8020 intu-ec-svcdisc 18080 spark-history 7077 spark 4040 yo-main
      61616 activemq 61613 stomp 1414 ibm-mqseries 8161 activemq-console 9418 git
      3690 svn 5938 teamviewer 3899 itv-control 623 oob-ws-http 16992 amt-soap-http
      902 ideafarm-door 2121 scientia-ssdb 81 hosts2-ns 82 xfer 8082 us-cli 8083 us-srv
      8090 opsmessaging 8181 intermapper 8444 pcsync-http 9001 etlservicemgr 9091 xmltec-xmlmail
      9999 distinct 10443 cirrossp 30000 nodeport-first 32767 nodeport-last 65200 appgw-manager
      1 tcpmux 7 echo 9 discard 13 daytime 17 qotd 19 chargen 37 time 43 nicname 70 gopher
      79 finger
      """;
  private static final String UDP_SERVICES =
      """
      53 domain 123 ntp 161 snmp 500 isakmp 4500 ipsec-nat-t 514 syslog 67 bootps 68 bootpc
      69 tftp 137 netbios-ns 138 netbios-dgm 88 kerberos 389 ldap 464 kpasswd 443 https
      1434 ms-sql-m 1812 radius 1813 radius-acct 1194 openvpn 51820 wireguard 3478 stun
      5060 sip 5353 mdns 1900 ssdp 162 snmptrap 111 sunrpc 2049 nfs 3389 ms-wbt-server
      4789 vxlan 8472 otv 6081 geneve 2055 netflow 4739 ipfix 6343 sflow 8125 statsd
      12201 gelf 24224 fluentd 5683 coap 5684 coaps 11211 memcache 623 asf-rmcp 1701 l2tp
      1645 radius-old 1646 radacct-old 3702 ws-discovery 5355 llmnr 853 domain-s 520 router
      521 ripng 546 dhcpv6-client 547 dhcpv6-server 1883 mqtt 41641 tailscale 3784 bfd-control
      4784 bfd-multi-ctl 5349 stuns 8600 consul-dns 8301 consul-serf 7946 swarm-gossip
      10514 syslog-alt 7 echo 9 discard 13 daytime 17 qotd 19 chargen 37 time 49 tacacs
      """;

  /** The services of TCP. */
  public static final WellKnownPorts TCP = new WellKnownPorts(TCP_SERVICES);

  /** The services of UDP. */
  public static final WellKnownPorts UDP = new WellKnownPorts(UDP_SERVICES);

  private final int[] order;
  private final @Nullable String[] names = new String[PortRange.MAX + 1];
  private final Map<String, Integer> ports = new HashMap<>();

  private WellKnownPorts(String text) {
    int[] found = new int[text.length() / 4];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = text.indexOf(' ', at);
      int end = end(text, digits + 1);
      int port = Integer.parseInt(text, at, digits, 10);
      String name = text.substring(digits + 1, end);
      names[port] = name;
      ports.putIfAbsent(name, port);
      found[count++] = port;
      at = end + 1;
    }
    this.order = new int[count];
    System.arraycopy(found, 0, order, 0, count);
  }

  private static int end(String text, int from) {
    int end = from;
    while (text.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  /** How many are known. */
  public int size() {
    return order.length;
  }

  /** The port that is met the how-many-th most often, from 0. */
  public int port(int rank) {
    return order[rank];
  }

  /** What usually is behind a port. */
  public Optional<String> name(int port) {
    return Optional.ofNullable(names[port]);
  }

  /** The names of all services. */
  public Set<String> names() {
    return Collections.unmodifiableSet(ports.keySet());
  }

  /** The port of a service, in any case. */
  public Optional<Integer> port(String service) {
    return Optional.ofNullable(ports.get(service.toLowerCase(Locale.ROOT)));
  }
}
