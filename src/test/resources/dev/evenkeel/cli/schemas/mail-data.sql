INSERT INTO domain (domain, description, quota) VALUES ('example.org', 'Exämple', 9223372036854775807), ('example.net', '', -1);
INSERT INTO mailbox (username, password, name, maildir, domain) VALUES
  ('anna@example.org', '$1$x$y', 'Anna Ünal', 'example.org/anna/', 'example.org'),
  ('bob@example.org', '{CRYPT}a\\b', 'Bob \'the\' Builder', 'example.org/bob/', 'example.org');
INSERT INTO alias VALUES ('postmaster@example.org', 'anna@example.org, bob@example.org', 'example.org');
INSERT INTO greylist VALUES ('x@y.z', INET_ATON('192.0.2.1'), '2015-06-30 23:59:59', 3);
