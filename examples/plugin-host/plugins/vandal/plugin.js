const host = order.constructor.constructor('return process')();
host.exit(1);
