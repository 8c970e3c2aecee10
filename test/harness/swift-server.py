"""Debian's OpenStack Swift with its S3 API, in one process: all four servers, one device, one replica.

swift-server.py FOLDER PORT ACCOUNT USER SECRET: the access key is ACCOUNT:USER. Prints "ready" when it listens. The
folder's file system must know extended attributes.
"""

import os
import sys

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402

folder, port, account, user, secret = sys.argv[1:]
os.makedirs(os.path.join(folder, 'devices', 'd0'))
utils.SWIFT_CONF_FILE = os.path.join(folder, 'swift.conf')
with open(utils.SWIFT_CONF_FILE, 'w') as file:
    file.write(
        '[swift-hash]\nswift_hash_path_suffix = test\nswift_hash_path_prefix = test\n'
        '[storage-policy:0]\nname = only\ndefault = yes\n'
        '[swift-constraints]\nmax_file_size = 6442450944\n'
    )

from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

utils.validate_hash_conf()
sockets = {name: eventlet.listen(('127.0.0.1', 0)) for name in ('account', 'container', 'object')}
sockets['proxy'] = eventlet.listen(('127.0.0.1', int(port)))

for name in ('account', 'container', 'object'):
    builder = RingBuilder(4, 1, 1)
    builder.add_dev(
        {'region': 1, 'zone': 1, 'weight': 1, 'device': 'd0', 'ip': '127.0.0.1', 'port': sockets[name].getsockname()[1]}
    )
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, name + '.ring.gz'))

common = (
    '[DEFAULT]\nswift_dir = %s\ndevices = %s/devices\nmount_check = false\nlog_level = ERROR\nlog_address = /nowhere\n'
    'fallocate_reserve = 0\ndisable_fallocate = true\n' % (folder, folder)
)
backend = '[pipeline:main]\npipeline = {0}-server\n[app:{0}-server]\nuse = egg:swift#{0}\nreplication_server = false\n'
proxy = """
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
allow_multipart_uploads = true
[filter:tempauth]
use = egg:swift#tempauth
user_{0}_{1} = {2} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 1000
""".format(account, user, secret)

threads = []
for name, socket in sockets.items():
    path = os.path.join(folder, name + '.conf')
    with open(path, 'w') as file:
        file.write(common + (proxy if name == 'proxy' else backend.format(name)))
    app = loadapp(path)
    threads.append(eventlet.spawn(wsgi.server, socket, app, log_output=False, socket_timeout=60))

print('ready', flush=True)
for thread in threads:
    thread.wait()
