#!/bin/sh
# Installs Debian's or Ubuntu's PostgreSQL and PgBouncer for the tests. It makes no cluster and starts no service: the tests
# start servers of their own. Run it as root.
set -eu

export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d

# Packages ask this file whether they may start their service.
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

apt-get update -qq
# The configuration that keeps the next package from making a cluster.
apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
apt-get install -y -qq --no-install-recommends postgresql pgbouncer >/dev/null
