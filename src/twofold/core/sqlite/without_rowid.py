"""Tables without hidden row numbers: on SQLite `rowid` would tell in which order rows came."""

from django.db import migrations


class CreateModelWithoutRowid(migrations.CreateModel):
    """Creates a table that is kept in the order of its primary key alone. PostgreSQL has other marks (`ctid`, `xmin`)."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            sql, params = schema_editor.table_sql(model)
            schema_editor.execute(f"{sql} WITHOUT ROWID", params or None)
            schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))
