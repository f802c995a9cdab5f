import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Element',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveIntegerField()),
                ('depth', models.PositiveSmallIntegerField()),
                ('identifier', models.UUIDField(default=uuid.uuid4)),
                ('uri', models.CharField(blank=True, max_length=500)),
                ('lineage', models.UUIDField(db_index=True, default=uuid.uuid4)),
                ('code', models.CharField(blank=True, max_length=200, verbose_name='code')),
                ('kind', models.CharField(blank=True, max_length=100, verbose_name='kind')),
                ('full_statement', models.TextField(verbose_name='statement')),
                ('abbreviated_statement', models.CharField(blank=True, max_length=500, verbose_name='short statement')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('education_level', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, size=None)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('is_rateable', models.BooleanField(default=True, verbose_name='can be rated')),
                ('status_start_date', models.DateField(blank=True, null=True)),
                ('status_end_date', models.DateField(blank=True, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='standards.element')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('identifier', models.UUIDField(default=uuid.uuid4)),
                ('uri', models.CharField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('isChildOf', 'is child of'), ('isPeerOf', 'is peer of'), ('isPartOf', 'is part of'), ('exactMatchOf', 'is an exact match of'), ('precedes', 'precedes'), ('isRelatedTo', 'is related to'), ('replacedBy', 'is replaced by'), ('exemplar', 'has the example'), ('hasSkillLevel', 'has the skill level'), ('isTranslationOf', 'is a translation of')], max_length=30, verbose_name='type')),
                ('extension_kind', models.CharField(blank=True, max_length=100)),
                ('origin_identifier', models.CharField(max_length=300)),
                ('origin_uri', models.CharField(blank=True, max_length=500)),
                ('destination_identifier', models.CharField(max_length=300)),
                ('destination_uri', models.CharField(blank=True, max_length=500)),
                ('destination_title', models.TextField(blank=True)),
                ('sequence_number', models.IntegerField(blank=True, null=True)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('approval', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved')], default='approved', max_length=20)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('destination', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='links_in', to='standards.element')),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='standards.element')),
            ],
        ),
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('creator', models.CharField(max_length=200, verbose_name='issuing body')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('language', models.CharField(default='en', max_length=20, verbose_name='language')),
                ('licence_title', models.CharField(blank=True, max_length=200, verbose_name='licence')),
                ('licence_uri', models.CharField(blank=True, max_length=500, verbose_name='licence address')),
                ('official_source_url', models.CharField(blank=True, max_length=500, verbose_name='official source')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='FrameworkHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('creator', models.CharField(max_length=200, verbose_name='issuing body')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('language', models.CharField(default='en', max_length=20, verbose_name='language')),
                ('licence_title', models.CharField(blank=True, max_length=200, verbose_name='licence')),
                ('licence_uri', models.CharField(blank=True, max_length=500, verbose_name='licence address')),
                ('official_source_url', models.CharField(blank=True, max_length=500, verbose_name='official source')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='standards.framework')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FrameworkVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('label', models.CharField(blank=True, max_length=50, verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('adopted', 'adopted'), ('deprecated', 'deprecated')], default='draft', max_length=20, verbose_name='status')),
                ('status_start_date', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('status_end_date', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('case_identifier', models.UUIDField(default=uuid.uuid4)),
                ('case_uri', models.CharField(blank=True, max_length=500)),
                ('content_digest', models.CharField(blank=True, max_length=64)),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(verbose_name='last change')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='standards.framework')),
            ],
            options={
                'ordering': ['framework__title', '-number'],
            },
        ),
        migrations.CreateModel(
            name='FrameworkTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='standards.frameworkversion')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ElementHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveIntegerField()),
                ('depth', models.PositiveSmallIntegerField()),
                ('identifier', models.UUIDField(default=uuid.uuid4)),
                ('uri', models.CharField(blank=True, max_length=500)),
                ('lineage', models.UUIDField(default=uuid.uuid4)),
                ('code', models.CharField(blank=True, max_length=200, verbose_name='code')),
                ('kind', models.CharField(blank=True, max_length=100, verbose_name='kind')),
                ('full_statement', models.TextField(verbose_name='statement')),
                ('abbreviated_statement', models.CharField(blank=True, max_length=500, verbose_name='short statement')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('education_level', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, size=None)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('is_rateable', models.BooleanField(default=True, verbose_name='can be rated')),
                ('status_start_date', models.DateField(blank=True, null=True)),
                ('status_end_date', models.DateField(blank=True, null=True)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.element')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='standards.element')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.frameworkversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='element',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='standards.frameworkversion'),
        ),
        migrations.CreateModel(
            name='AssociationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('identifier', models.UUIDField(default=uuid.uuid4)),
                ('uri', models.CharField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('isChildOf', 'is child of'), ('isPeerOf', 'is peer of'), ('isPartOf', 'is part of'), ('exactMatchOf', 'is an exact match of'), ('precedes', 'precedes'), ('isRelatedTo', 'is related to'), ('replacedBy', 'is replaced by'), ('exemplar', 'has the example'), ('hasSkillLevel', 'has the skill level'), ('isTranslationOf', 'is a translation of')], max_length=30, verbose_name='type')),
                ('extension_kind', models.CharField(blank=True, max_length=100)),
                ('origin_identifier', models.CharField(max_length=300)),
                ('origin_uri', models.CharField(blank=True, max_length=500)),
                ('destination_identifier', models.CharField(max_length=300)),
                ('destination_uri', models.CharField(blank=True, max_length=500)),
                ('destination_title', models.TextField(blank=True)),
                ('sequence_number', models.IntegerField(blank=True, null=True)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('approval', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved')], default='approved', max_length=20)),
                ('author', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='standards.association')),
                ('destination', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.element')),
                ('origin', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.element')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.frameworkversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='association',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='associations', to='standards.frameworkversion'),
        ),
        migrations.CreateModel(
            name='Scale',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('direction', models.CharField(choices=[('ascending', 'a higher value is more'), ('descending', 'a lower value is more')], default='ascending', max_length=20)),
                ('is_default', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='FrameworkVersionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('label', models.CharField(blank=True, max_length=50, verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('adopted', 'adopted'), ('deprecated', 'deprecated')], default='draft', max_length=20, verbose_name='status')),
                ('status_start_date', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('status_end_date', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('case_identifier', models.UUIDField(default=uuid.uuid4)),
                ('case_uri', models.CharField(blank=True, max_length=500)),
                ('content_digest', models.CharField(blank=True, max_length=64)),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(verbose_name='last change')),
                ('framework', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.framework')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='standards.frameworkversion')),
                ('scale', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.scale')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='frameworkversion',
            name='scale',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.scale'),
        ),
        migrations.CreateModel(
            name='ScaleLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField(verbose_name='value')),
                ('label', models.CharField(max_length=100, verbose_name='label')),
                ('description', models.TextField(blank=True, verbose_name='what it looks like')),
                ('is_proficient', models.BooleanField(default=False, verbose_name='counts as proficient')),
                ('is_not_applicable', models.BooleanField(default=False, verbose_name='means not applicable')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='standards.scale')),
            ],
            options={
                'ordering': ['value'],
            },
        ),
        migrations.CreateModel(
            name='LevelDescriptor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_descriptors', to='standards.element')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.scalelevel')),
            ],
            options={
                'ordering': ['level__value'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_frameworkhistory" ("created_at", "creator", "description", "id", "language", "licence_title", "licence_uri", "official_source_url", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "subject", "title") VALUES (NEW."created_at", NEW."creator", NEW."description", NEW."id", NEW."language", NEW."licence_title", NEW."licence_uri", NEW."official_source_url", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publisher", NEW."subject", NEW."title"); RETURN NULL;', hash='e0e9ba3825892a85e8a3cb7e9e5afcfff03bf93b', operation='INSERT', pgid='pgtrigger_insert_insert_3b28d', table='standards_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "standards_frameworkhistory" ("created_at", "creator", "description", "id", "language", "licence_title", "licence_uri", "official_source_url", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "subject", "title") VALUES (NEW."created_at", NEW."creator", NEW."description", NEW."id", NEW."language", NEW."licence_title", NEW."licence_uri", NEW."official_source_url", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publisher", NEW."subject", NEW."title"); RETURN NULL;', hash='b08c61adc6aa4dbf3b0c28b558ddee4b7367a86e', operation='UPDATE', pgid='pgtrigger_update_update_cd247', table='standards_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='framework',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_frameworkhistory" ("created_at", "creator", "description", "id", "language", "licence_title", "licence_uri", "official_source_url", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "subject", "title") VALUES (OLD."created_at", OLD."creator", OLD."description", OLD."id", OLD."language", OLD."licence_title", OLD."licence_uri", OLD."official_source_url", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publisher", OLD."subject", OLD."title"); RETURN NULL;', hash='b4f5c6a2ac06254ad621e795061640db8e889a03', operation='DELETE', pgid='pgtrigger_delete_delete_b878c', table='standards_framework', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='45fb0f0899481ce4dd8c8f0777c84bbbe56aaaef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8d0d', table='standards_frameworkhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elementhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cef1c0ab7ba169c7c1071a603fed1b2fe364f110', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_97d29', table='standards_elementhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='element',
            index=models.Index(fields=['version', 'position'], name='element_reading_order'),
        ),
        migrations.AddConstraint(
            model_name='element',
            constraint=models.UniqueConstraint(fields=('version', 'identifier'), name='element_identifier_unique', violation_error_message='Two elements of a version cannot have the same identifier.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_elementhistory" ("abbreviated_statement", "code", "created_at", "depth", "education_level", "full_statement", "id", "identifier", "is_rateable", "keywords", "kind", "language", "lineage", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status_end_date", "status_start_date", "uri", "version_id") VALUES (NEW."abbreviated_statement", NEW."code", NEW."created_at", NEW."depth", NEW."education_level", NEW."full_statement", NEW."id", NEW."identifier", NEW."is_rateable", NEW."keywords", NEW."kind", NEW."language", NEW."lineage", NEW."notes", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."status_end_date", NEW."status_start_date", NEW."uri", NEW."version_id"); RETURN NULL;', hash='b5b661434460a59cab97bea9587c3ee180e174d7', operation='INSERT', pgid='pgtrigger_insert_insert_c87d5', table='standards_element', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "standards_elementhistory" ("abbreviated_statement", "code", "created_at", "depth", "education_level", "full_statement", "id", "identifier", "is_rateable", "keywords", "kind", "language", "lineage", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status_end_date", "status_start_date", "uri", "version_id") VALUES (NEW."abbreviated_statement", NEW."code", NEW."created_at", NEW."depth", NEW."education_level", NEW."full_statement", NEW."id", NEW."identifier", NEW."is_rateable", NEW."keywords", NEW."kind", NEW."language", NEW."lineage", NEW."notes", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."status_end_date", NEW."status_start_date", NEW."uri", NEW."version_id"); RETURN NULL;', hash='f8f4aa39df49d06c7be9959d7ae0665acff2ae6c', operation='UPDATE', pgid='pgtrigger_update_update_5de79', table='standards_element', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='element',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_elementhistory" ("abbreviated_statement", "code", "created_at", "depth", "education_level", "full_statement", "id", "identifier", "is_rateable", "keywords", "kind", "language", "lineage", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status_end_date", "status_start_date", "uri", "version_id") VALUES (OLD."abbreviated_statement", OLD."code", OLD."created_at", OLD."depth", OLD."education_level", OLD."full_statement", OLD."id", OLD."identifier", OLD."is_rateable", OLD."keywords", OLD."kind", OLD."language", OLD."lineage", OLD."notes", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."status_end_date", OLD."status_start_date", OLD."uri", OLD."version_id"); RETURN NULL;', hash='c4b89adacdd5d00e4824db23ef85f04b3211c48b', operation='DELETE', pgid='pgtrigger_delete_delete_997b1', table='standards_element', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='associationhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9ae54ee850a23ab03116fb5c8dac74499a55559', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af665', table='standards_associationhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='association',
            constraint=models.UniqueConstraint(fields=('version', 'identifier'), name='association_identifier_unique', violation_error_message='Two associations of a version cannot have the same identifier.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='association',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_associationhistory" ("approval", "author_id", "created_at", "destination_id", "destination_identifier", "destination_title", "destination_uri", "extension_kind", "id", "identifier", "kind", "note", "origin_id", "origin_identifier", "origin_uri", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sequence_number", "uri", "version_id") VALUES (NEW."approval", NEW."author_id", NEW."created_at", NEW."destination_id", NEW."destination_identifier", NEW."destination_title", NEW."destination_uri", NEW."extension_kind", NEW."id", NEW."identifier", NEW."kind", NEW."note", NEW."origin_id", NEW."origin_identifier", NEW."origin_uri", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sequence_number", NEW."uri", NEW."version_id"); RETURN NULL;', hash='021c5648a1e8fd25cd3bb83347a3922698a5ea72', operation='INSERT', pgid='pgtrigger_insert_insert_5af12', table='standards_association', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='association',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "standards_associationhistory" ("approval", "author_id", "created_at", "destination_id", "destination_identifier", "destination_title", "destination_uri", "extension_kind", "id", "identifier", "kind", "note", "origin_id", "origin_identifier", "origin_uri", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sequence_number", "uri", "version_id") VALUES (NEW."approval", NEW."author_id", NEW."created_at", NEW."destination_id", NEW."destination_identifier", NEW."destination_title", NEW."destination_uri", NEW."extension_kind", NEW."id", NEW."identifier", NEW."kind", NEW."note", NEW."origin_id", NEW."origin_identifier", NEW."origin_uri", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sequence_number", NEW."uri", NEW."version_id"); RETURN NULL;', hash='6f60c8f3215b0af0d8fe064a01a2fe1c5918c849', operation='UPDATE', pgid='pgtrigger_update_update_1bf28', table='standards_association', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='association',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_associationhistory" ("approval", "author_id", "created_at", "destination_id", "destination_identifier", "destination_title", "destination_uri", "extension_kind", "id", "identifier", "kind", "note", "origin_id", "origin_identifier", "origin_uri", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sequence_number", "uri", "version_id") VALUES (OLD."approval", OLD."author_id", OLD."created_at", OLD."destination_id", OLD."destination_identifier", OLD."destination_title", OLD."destination_uri", OLD."extension_kind", OLD."id", OLD."identifier", OLD."kind", OLD."note", OLD."origin_id", OLD."origin_identifier", OLD."origin_uri", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sequence_number", OLD."uri", OLD."version_id"); RETURN NULL;', hash='342b5140a32480acc6983d272abd27d485312f29', operation='DELETE', pgid='pgtrigger_delete_delete_db71c', table='standards_association', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='scale',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='scale_one_default', violation_error_message='There is already a default scale.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkversionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cc3eafe4f0e48132d4393b23db0048a145b99a13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_14518', table='standards_frameworkversionhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='frameworkversion',
            constraint=models.UniqueConstraint(fields=('framework', 'number'), name='framework_version_number_unique', violation_error_message='This framework already has a version with this number.'),
        ),
        migrations.AddConstraint(
            model_name='frameworkversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('framework',), name='framework_one_draft', violation_error_message='This framework already has a draft: adopt or delete it first.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_frameworkversionhistory" ("case_identifier", "case_uri", "changed_at", "content_digest", "created_at", "framework_id", "id", "label", "lock_version", "notes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "status", "status_end_date", "status_start_date") VALUES (NEW."case_identifier", NEW."case_uri", NEW."changed_at", NEW."content_digest", NEW."created_at", NEW."framework_id", NEW."id", NEW."label", NEW."lock_version", NEW."notes", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."status", NEW."status_end_date", NEW."status_start_date"); RETURN NULL;', hash='5095e24c21ca06f1adcce3eeb3609adbf23b960e', operation='INSERT', pgid='pgtrigger_insert_insert_2c314', table='standards_frameworkversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "standards_frameworkversionhistory" ("case_identifier", "case_uri", "changed_at", "content_digest", "created_at", "framework_id", "id", "label", "lock_version", "notes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "status", "status_end_date", "status_start_date") VALUES (NEW."case_identifier", NEW."case_uri", NEW."changed_at", NEW."content_digest", NEW."created_at", NEW."framework_id", NEW."id", NEW."label", NEW."lock_version", NEW."notes", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."status", NEW."status_end_date", NEW."status_start_date"); RETURN NULL;', hash='1da6bfe032ca63fc3298150b0a589adc544508f3', operation='UPDATE', pgid='pgtrigger_update_update_91a75', table='standards_frameworkversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "standards_frameworkversionhistory" ("case_identifier", "case_uri", "changed_at", "content_digest", "created_at", "framework_id", "id", "label", "lock_version", "notes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "status", "status_end_date", "status_start_date") VALUES (OLD."case_identifier", OLD."case_uri", OLD."changed_at", OLD."content_digest", OLD."created_at", OLD."framework_id", OLD."id", OLD."label", OLD."lock_version", OLD."notes", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scale_id", OLD."status", OLD."status_end_date", OLD."status_start_date"); RETURN NULL;', hash='61da203e2c286ddba56002bf49fa9156ee830029', operation='DELETE', pgid='pgtrigger_delete_delete_14aaa', table='standards_frameworkversion', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='scalelevel',
            constraint=models.UniqueConstraint(fields=('scale', 'value'), name='scale_level_value_unique', violation_error_message='Two levels of a scale cannot have the same value.'),
        ),
        migrations.AddConstraint(
            model_name='leveldescriptor',
            constraint=models.UniqueConstraint(fields=('element', 'level'), name='level_descriptor_unique', violation_error_message='This element already says what this level looks like.'),
        ),
    ]
