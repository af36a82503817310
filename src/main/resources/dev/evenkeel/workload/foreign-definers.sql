-- Objects that belong to an account other than the one that will load them. "-- //" ends a statement.

CREATE DEFINER = 'assessment_admin'@'%' VIEW latest_scores AS
  SELECT session_id, scale, points, graded_at, grade(points, max_points) AS grade FROM scores
-- //

CREATE DEFINER = 'assessment_admin'@'%' PROCEDURE reopen_session(IN wanted BIGINT UNSIGNED)
  MODIFIES SQL DATA
BEGIN
  UPDATE sessions SET state = 'open', finished_at = NULL WHERE id = wanted;
END
-- //

-- The application deletes sessions, so it depends on this definer wherever it is connected.
CREATE DEFINER = 'assessment_admin'@'%' TRIGGER sessions_after_delete AFTER DELETE ON sessions FOR EACH ROW
  INSERT INTO removed_sessions (session_id, removed_at) VALUES (OLD.id, NOW(6))
-- //

CREATE DEFINER = 'assessment_admin'@'%' EVENT count_sessions
  ON SCHEDULE EVERY 1 WEEK
  ON COMPLETION PRESERVE
  DISABLE
  DO SELECT COUNT(*) FROM sessions
